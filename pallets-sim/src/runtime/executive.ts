import type { Assembly } from '../frame/assembly.ts';
import type { Context, DispatchOutcome, RuntimeCall } from '../frame/context.ts';
import { finalizePallets, idlePallets, initializePallets } from '../frame/lifecycle.ts';
import { none, signed } from '../frame/origin.ts';
import { upgradePallets } from '../frame/upgrade.ts';
import { addWeights } from '../frame/weight.ts';
import {
  blockNumber,
  finalize,
  initialize,
  isInBlockAfter,
  noteAppliedExtrinsic,
  noteExtrinsic,
  noteFinishedExtrinsics,
  noteFinishedInitialize,
  noteRuntimeVersion,
  registerWeight,
  remainingWeight,
  runtimeUpgraded,
} from '../pallets/system/block.ts';
import { resetEvents } from '../pallets/system/events.ts';
import { BLOCK_WEIGHTS } from '../pallets/system/limits.ts';
import type { Header } from '../pallets/system/types.ts';
import { checkAll, describeAll, prepareAll } from './extensions/all.ts';
import { checkExtrinsic, reserveBlockSpace } from './extensions/check-weight.ts';
import type { PostDispatch } from './extensions/extension.ts';
import { checkSignature, type Extrinsic } from './extrinsic.ts';
import { validateUnsigned } from './unsigned.ts';
import { invalid, type ValidTransaction } from './validity.ts';

/** Begins a block on the state of its parent; the first of a new runtime begins with the upgrade. */
export function initializeBlock(assembly: Assembly, context: Context, header: Header): void {
  resetEvents(context);
  let weight = BLOCK_WEIGHTS.baseBlock;
  if (runtimeUpgraded(context)) {
    weight = addWeights(weight, upgradePallets(assembly, context));
    noteRuntimeVersion(context);
  }
  initialize(context, header.number, header.parentHash, header.digest);
  weight = addWeights(weight, initializePallets(assembly, context, header.number));
  registerWeight(context, weight, 'Mandatory');
  noteFinishedInitialize(context);
}

/**
 * Applies an extrinsic to the block. Throws `ValidityFailure` when it may not be in it; the caller then rolls back.
 * A call that fails is an outcome: it stays in the block and pays.
 */
export function applyExtrinsic(assembly: Assembly, context: Context, extrinsic: Extrinsic): DispatchOutcome {
  const info = context.runtime.dispatchInfo(extrinsic.call);
  const bytes = extrinsic.encoded.length;
  noteExtrinsic(context, extrinsic.encoded);
  let outcome: DispatchOutcome;
  let settle: PostDispatch;
  if (extrinsic.signed === undefined) {
    if (!isInherent(assembly, extrinsic.call)) validateUnsigned(assembly, context, extrinsic.call);
    settle = reserveBlockSpace(context, info, bytes);
    outcome = context.runtime.dispatch(context, extrinsic.call, none);
  } else {
    const who = checkSignature(context, extrinsic, extrinsic.signed);
    const transaction = { who, info, bytes };
    const { extra } = extrinsic.signed;
    settle = prepareAll(context, transaction, extra, checkAll(context, transaction, extra));
    outcome = context.runtime.dispatch(context, extrinsic.call, signed(who));
  }
  settle(outcome);
  if (!outcome.ok && info.class === 'Mandatory') throw invalid('BadMandatory');
  noteAppliedExtrinsic(context, outcome, info);
  return outcome;
}

/** Ends the block; its header says what became of the state. */
export function finalizeBlock(assembly: Assembly, context: Context): Header {
  noteFinishedExtrinsics(context);
  const number = blockNumber(context);
  const remaining = remainingWeight(context);
  if (remaining.refTime > 0n && remaining.proofSize > 0n) {
    registerWeight(context, idlePallets(assembly, context, number, remaining), 'Mandatory');
  }
  finalizePallets(assembly, context, number);
  return finalize(context);
}

/**
 * Moves a state that will be thrown away on to the block after this one, as an extrinsic would find it there. One that
 * has been moved on to it stays as it is, so many extrinsics can be validated on one state.
 */
export function moveOn(context: Context, blockHash: Uint8Array): void {
  if (isInBlockAfter(context, blockHash)) return;
  initialize(context, blockNumber(context) + 1, blockHash, { logs: [] });
}

/** Whether an extrinsic may wait for the block that the state was moved on to. Changes nothing. */
export function validateTransaction(
  assembly: Assembly,
  context: Context,
  extrinsic: Extrinsic,
): ValidTransaction {
  const info = context.runtime.dispatchInfo(extrinsic.call);
  if (info.class === 'Mandatory') throw invalid('MandatoryValidation');
  if (extrinsic.signed === undefined) {
    checkExtrinsic(context, info, extrinsic.encoded.length);
    return validateUnsigned(assembly, context, extrinsic.call);
  }
  const who = checkSignature(context, extrinsic, extrinsic.signed);
  const transaction = { who, info, bytes: extrinsic.encoded.length };
  const { extra } = extrinsic.signed;
  const valid = describeAll(context, transaction, extra, checkAll(context, transaction, extra));
  context.runtime.readAhead(context, extrinsic.call);
  return valid;
}

/** Whether a call is one that block authors put in unsigned. */
export function isInherent(assembly: Assembly, call: RuntimeCall): boolean {
  const at = assembly.pallets.find(({ pallet }) => pallet.name === call.type);
  return at?.pallet.inherent?.isInherent(call) ?? false;
}

/** Inherents come before all other extrinsics of a block, as in FRAME; throws `TypeError` otherwise. */
export function ensureInherentsFirst(assembly: Assembly, extrinsics: readonly Extrinsic[]): void {
  const inherent = extrinsics.map(({ signed, call }) => signed === undefined && isInherent(assembly, call));
  const misplaced = inherent.findIndex((is, index) => is && inherent[index - 1] === false);
  if (misplaced >= 0)
    throw new TypeError(`extrinsic ${misplaced} is an inherent and comes after one that is none`);
}

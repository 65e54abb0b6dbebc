import type { Context } from '../../frame/context.ts';
import { DispatchFailure } from '../../frame/dispatch-error.ts';
import {
  type DispatchInfo,
  type PostDispatchInfo,
  smallerWeight,
  type Weight,
  weightUsed,
} from '../../frame/weight.ts';
import { reducibleBalance } from '../balances/accounts.ts';
import { balances } from '../balances/declaration.ts';
import { decreaseIssuance, depositFree, withdrawFree } from '../balances/transfers.ts';
import { BLOCK_LENGTH, BLOCK_WEIGHTS, CLASS_KEY } from '../system/limits.ts';
import { ONE, transactionPayment } from './declaration.ts';

/** The fee of one byte. A picosecond of weight costs one unit, so a byte is charged like a microsecond. */
const FEE_PER_BYTE = 1_000_000n;

/** The parts of a fee. */
export interface InclusionFee {
  readonly baseFee: bigint;
  readonly lenFee: bigint;
  readonly adjustedWeightFee: bigint;
}

export const weightToFee = (weight: Weight): bigint => weight.refTime;

export const lengthToFee = (bytes: number): bigint => BigInt(bytes) * FEE_PER_BYTE;

/** What is charged for a call of `bytes` bytes; nothing when it does not pay. */
export function inclusionFee(context: Context, bytes: number, info: DispatchInfo): InclusionFee | undefined {
  if (!info.paysFee) return undefined;
  const weight = capped(info.weight);
  const multiplier = transactionPayment.storage.NextFeeMultiplier.peek(context);
  return {
    baseFee: weightToFee(BLOCK_WEIGHTS.perClass[CLASS_KEY[info.class]].baseExtrinsic),
    lenFee: lengthToFee(bytes),
    adjustedWeightFee: (weightToFee(weight) * multiplier) / ONE,
  };
}

/** The whole fee, tip included. */
export function computeFee(context: Context, bytes: number, info: DispatchInfo, tip: bigint): bigint {
  const multiplier = transactionPayment.storage.NextFeeMultiplier.peek(context);
  if (last?.info !== info || last.bytes !== bytes || last.multiplier !== multiplier) {
    const parts = inclusionFee(context, bytes, info);
    const fee = parts === undefined ? 0n : parts.baseFee + parts.lenFee + parts.adjustedWeightFee;
    last = { info, bytes, multiplier, fee };
  }
  return last.fee + tip;
}

/** What was computed last: it is asked for again when the pool's extrinsic gets into a block, and most are alike. */
let last:
  | { readonly info: DispatchInfo; readonly bytes: number; readonly multiplier: bigint; readonly fee: bigint }
  | undefined;

/** Whether the account can pay a fee and stay alive. */
export const canPay = (context: Context, who: string, fee: bigint): boolean =>
  fee === 0n || reducibleBalance(context, who, 'Preserve') >= fee;

/** Takes the most that the call can cost, before it runs. */
export function withdrawFee(context: Context, who: string, fee: bigint): void {
  if (fee === 0n) return;
  withdrawFree(context, who, fee, 'Preserve');
  balances.deposit(context, 'Withdraw', { who, amount: fee });
}

/** Gives back what the call did not use, and burns the rest. */
export function settleFee(
  context: Context,
  who: string,
  withdrawn: bigint,
  tip: bigint,
  bytes: number,
  info: DispatchInfo,
  post: PostDispatchInfo,
): void {
  const isAsAnnounced = post.actualWeight === undefined && post.paysFee;
  const used = isAsAnnounced
    ? info
    : { class: info.class, weight: weightUsed(info, post), paysFee: info.paysFee && post.paysFee };
  const due = computeFee(context, bytes, used, tip);
  const refund = withdrawn > due ? withdrawn - due : 0n;
  const refunded = refund > 0n && tryDeposit(context, who, refund) ? refund : 0n;
  if (refunded > 0n) balances.deposit(context, 'Deposit', { who, amount: refunded });
  const actualFee = withdrawn - refunded;
  decreaseIssuance(context, actualFee);
  transactionPayment.deposit(context, 'TransactionFeePaid', { who, actualFee, tip });
}

/**
 * Rank in the pool: the tip for each of the blocks' places that the call takes. Operational calls rank as if they
 * tipped a multiple of their fee.
 */
export function priority(bytes: number, info: DispatchInfo, tip: bigint, fee: bigint): bigint {
  if (lastPlaces?.info !== info || lastPlaces.bytes !== bytes) {
    lastPlaces = { info, bytes, perBlock: placesPerBlock(bytes, info) };
  }
  const { perBlock } = lastPlaces;
  const scaled = (tip + 1n) * perBlock;
  const virtual =
    info.class === 'Operational'
      ? fee * BigInt(transactionPayment.constants.OperationalFeeMultiplier) * perBlock
      : 0n;
  const rank = scaled + virtual;
  return rank > MAX_U64 ? MAX_U64 : rank;
}

/** What was computed last, as with fees. */
let lastPlaces:
  | { readonly info: DispatchInfo; readonly bytes: number; readonly perBlock: bigint }
  | undefined;

/** How many such calls a block would hold. */
function placesPerBlock(bytes: number, info: DispatchInfo): bigint {
  const { maxBlock } = BLOCK_WEIGHTS;
  const maxBytes = BLOCK_LENGTH.max[CLASS_KEY[info.class]];
  const weight = capped(info.weight);
  return [
    maxBlock.refTime / (weight.refTime || 1n),
    maxBlock.proofSize / (weight.proofSize || 1n),
    BigInt(Math.floor(maxBytes / Math.min(Math.max(bytes, 1), maxBytes))),
  ].reduce((least, count) => (count < least ? count : least));
}

const MAX_U64 = (1n << 64n) - 1n;

const capped = (weight: Weight): Weight => smallerWeight(weight, BLOCK_WEIGHTS.maxBlock);

/** A refund that cannot be deposited (the call reaped its own account) is burnt with the fee. */
function tryDeposit(context: Context, who: string, amount: bigint): boolean {
  try {
    depositFree(context, who, amount);
    return true;
  } catch (error) {
    if (error instanceof DispatchFailure) return false;
    throw error;
  }
}

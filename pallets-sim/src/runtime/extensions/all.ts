import { tuple } from '@plumbline/runtime-types/scale/composites';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { Context } from '../../frame/context.ts';
import { MAX_LONGEVITY, type ValidTransaction } from '../validity.ts';
import { chargeTransactionPayment } from './charge-transaction-payment.ts';
import { checkWeight } from './check-weight.ts';
import {
  checkGenesis,
  checkMortality,
  checkNonce,
  checkNonZeroSender,
  checkSpecVersion,
  checkTxVersion,
} from './checks.ts';
import type { PostDispatch, SignedExtension, SignedTransaction } from './extension.ts';

/** In the order in which their parts stand in an extrinsic and are signed. */
export const EXTENSIONS: readonly SignedExtension<unknown, unknown, unknown>[] = [
  checkNonZeroSender,
  checkSpecVersion,
  checkTxVersion,
  checkGenesis,
  checkMortality,
  checkNonce,
  checkWeight,
  chargeTransactionPayment,
];

/** What the extensions add to an extrinsic, one value each. */
export const extra: Shape<unknown[]> = tuple(...EXTENSIONS.map((extension) => extension.extra));

const additional: Shape<unknown[]> = tuple(...EXTENSIONS.map((extension) => extension.additional));

/** What was encoded last: for most extrinsics of a chain it is the same. */
let lastAdditional: { readonly parts: readonly unknown[]; readonly encoded: Uint8Array } | undefined;

/** The bytes that were signed besides the call and the extra. */
export function additionalSigned(context: Context, values: readonly unknown[]): Uint8Array {
  const parts = EXTENSIONS.map((extension, index) => extension.additionalSigned(context, values[index]));
  const last = lastAdditional;
  if (last && parts.every((part, index) => part === last.parts[index])) return last.encoded;
  const encoded = additional.codec.enc(parts);
  lastAdditional = { parts, encoded };
  return encoded;
}

/** Asks every extension whether the extrinsic is valid; returns what they found, one value each. */
export function checkAll(
  context: Context,
  transaction: SignedTransaction,
  values: readonly unknown[],
): unknown[] {
  const found: unknown[] = [];
  for (let index = 0; index < EXTENSIONS.length; index++) {
    found.push(EXTENSIONS[index]?.check?.(context, transaction, values[index]));
  }
  return found;
}

/** Joins what the extensions say of an extrinsic that they have checked. */
export function describeAll(
  context: Context,
  transaction: SignedTransaction,
  values: readonly unknown[],
  found: readonly unknown[],
): ValidTransaction {
  const whole: ValidTransaction = {
    priority: 0n,
    requires: [],
    provides: [],
    longevity: MAX_LONGEVITY,
    propagate: true,
  };
  for (let index = 0; index < EXTENSIONS.length; index++) {
    const part = EXTENSIONS[index]?.describe?.(context, transaction, values[index], found[index]);
    if (part === undefined) continue;
    if (part.priority !== undefined) {
      const priority = whole.priority + part.priority;
      whole.priority = priority < MAX_LONGEVITY ? priority : MAX_LONGEVITY;
    }
    if (part.requires !== undefined) whole.requires.push(...part.requires);
    if (part.provides !== undefined) whole.provides.push(...part.provides);
    if (part.longevity !== undefined && part.longevity < whole.longevity) whole.longevity = part.longevity;
  }
  return whole;
}

/** Prepares the call in every extension; the result settles with them afterwards, in the same order. */
export function prepareAll(
  context: Context,
  transaction: SignedTransaction,
  values: readonly unknown[],
  found: readonly unknown[],
): PostDispatch {
  const after: PostDispatch[] = [];
  for (let index = 0; index < EXTENSIONS.length; index++) {
    const post = EXTENSIONS[index]?.prepare?.(context, transaction, values[index], found[index]);
    if (post !== undefined) after.push(post);
  }
  return (outcome) => {
    for (const post of after) post(outcome);
  };
}

import { tuple } from '@plumbline/runtime-types/scale/composites';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { Context } from '../../frame/context.ts';
import { MAX_LONGEVITY, MAX_PRIORITY, type ValidTransaction } from '../validity.ts';
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
  const partOf = (index: number): unknown => EXTENSIONS[index]?.additionalSigned(context, values[index]);
  const last = lastAdditional;
  if (last) {
    let index = 0;
    while (index < EXTENSIONS.length && partOf(index) === last.parts[index]) index++;
    if (index === EXTENSIONS.length) return last.encoded;
  }
  const parts = EXTENSIONS.map((_, index) => partOf(index));
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
  let priority = 0n;
  let longevity = MAX_LONGEVITY;
  let requires: string[] = [];
  let provides: string[] = [];
  for (let index = 0; index < EXTENSIONS.length; index++) {
    const part = EXTENSIONS[index]?.describe?.(context, transaction, values[index], found[index]);
    if (part === undefined) continue;
    if (part.priority !== undefined) {
      priority += part.priority;
      if (priority > MAX_PRIORITY) priority = MAX_PRIORITY;
    }
    if (part.requires !== undefined) requires = joined(requires, part.requires);
    if (part.provides !== undefined) provides = joined(provides, part.provides);
    if (part.longevity !== undefined && part.longevity < longevity) longevity = part.longevity;
  }
  return { priority, requires, provides, longevity, propagate: true };
}

const joined = (some: string[], more: string[]): string[] => (some.length === 0 ? more : [...some, ...more]);

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

import type { Hash } from '../hash/blake2b.ts';
import { orderKey, permuteWithKey } from '../random/permute.ts';
import type { PhiloxKey } from '../random/philox.ts';

/** What decides the order of examples. */
export interface BatchOrder {
  readonly seed: Hash;
  readonly step: number;
  readonly batchSize: number;
  /** Number of examples in the dataset. */
  readonly rows: number;
}

/** The example at batch position `position` of step `step`: every epoch is a permutation of all rows. */
export function exampleRow(
  seed: Hash,
  step: number,
  position: number,
  batchSize: number,
  rows: number,
): number {
  return rowWithKey(orderKey(seed), step, position, batchSize, rows);
}

function rowWithKey(key: PhiloxKey, step: number, position: number, batchSize: number, rows: number): number {
  const drawn = step * batchSize + position;
  return permuteWithKey(key, Math.floor(drawn / rows), drawn % rows, rows);
}

/** The examples of a whole batch, in order. */
export function batchRows({ seed, step, batchSize, rows }: BatchOrder): number[] {
  const key = orderKey(seed);
  return Array.from({ length: batchSize }, (_, position) => rowWithKey(key, step, position, batchSize, rows));
}

/**
 * Where element `element` of a `batch` node lies in the dataset, counted in f32 values.
 *
 * @param offset first value of the node's part within an example
 * @param width number of values of the node's part of one example
 */
export function batchAddress(
  order: BatchOrder & { readonly rowStride: number },
  offset: number,
  width: number,
  element: number,
): number {
  const position = Math.floor(element / width);
  const row = exampleRow(order.seed, order.step, position, order.batchSize, order.rows);
  return row * order.rowStride + offset + (element % width);
}

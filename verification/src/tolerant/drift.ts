import { DISTANCE_UNIT, FARTHEST } from './distance.ts';

/** A tensor that moves less is measured as if it had moved by this part of its largest value. */
const LEAST_MOVE = 2 ** -10;

/**
 * How far an interval's end lies from its replay, in 2^-40 of what the interval moves: the largest of all tensors'
 * `max |end - replayed| / max |replayed - start|`, rounded up and at most `FARTHEST`. Each tensor is held against its own
 * way, so that one left as it was is a whole away, however little of the state it is; as the least way of a tensor counts
 * a 1024th of its largest value. IEEE 754 binary64, so the same everywhere. Throws `RangeError` for other layouts.
 */
export function intervalDrift(
  start: readonly Float32Array[],
  replayed: readonly Float32Array[],
  end: readonly Float32Array[],
): number {
  return largest(replayed, (right, t) => partOfWay(wayOf(start[t], right), differenceOf(right, end[t])));
}

/** How far a step moves each tensor. */
export function movesOf(before: readonly Float32Array[], after: readonly Float32Array[]): number[] {
  return after.map((tensor, t) => differenceOf(tensor, before[t]));
}

/**
 * The smallest step of an interval, in the same units: of every tensor that a step moves, how much of the interval's way
 * that is. 0 when nothing moves.
 *
 * @param moves of each step, in order
 */
export function smallestStep(
  start: readonly Float32Array[],
  end: readonly Float32Array[],
  moves: readonly (readonly number[])[],
): number {
  const ways = end.map((tensor, t) => wayOf(start[t], tensor));
  const parts = moves.flatMap((step) =>
    step.flatMap((moved, t) => (moved > 0 ? [partOfWay(ways[t] as number, moved)] : [])),
  );
  return parts.reduce((smallest, part) => Math.min(smallest, part), parts[0] ?? 0);
}

function largest(tensors: readonly Float32Array[], of: (tensor: Float32Array, t: number) => number): number {
  return tensors.reduce((most, tensor, t) => Math.max(most, of(tensor, t)), 0);
}

function partOfWay(way: number, difference: number): number {
  if (difference === 0) return 0;
  return way > 0 && way < Infinity
    ? Math.min(Math.ceil((difference / way) * DISTANCE_UNIT), FARTHEST)
    : FARTHEST;
}

function wayOf(start: Float32Array | undefined, end: Float32Array): number {
  const size = end.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.max(differenceOf(end, start), LEAST_MOVE * size);
}

/** max |b - a|; infinite where a value is not finite. */
function differenceOf(a: Float32Array, b: Float32Array | undefined): number {
  if (b?.length !== a.length) throw new RangeError('States of other layouts have no distance.');
  let difference = 0;
  for (let i = 0; i < a.length; i++) {
    const between = Math.abs((b[i] as number) - (a[i] as number));
    if (!(between < Infinity)) return Infinity;
    if (between > difference) difference = between;
  }
  return difference;
}

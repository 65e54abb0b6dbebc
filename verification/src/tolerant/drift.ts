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

/**
 * The smallest step of an interval, in the same units: of every tensor that a step moves, how much of the interval's way
 * that is. 0 when nothing moves.
 *
 * @param states before the first step, and after each
 */
export function smallestStep(states: readonly (readonly Float32Array[])[]): number {
  const [start = [], last = []] = [states[0], states.at(-1)];
  let smallest = FARTHEST;
  for (let step = 1; step < states.length; step++) {
    for (const [t, after] of (states[step] ?? []).entries()) {
      const moved = differenceOf(states[step - 1]?.[t] ?? after, after);
      if (moved > 0) smallest = Math.min(smallest, partOfWay(wayOf(start[t], last[t] ?? after), moved));
    }
  }
  return smallest === FARTHEST ? 0 : smallest;
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

import { DISTANCE_UNIT, FARTHEST } from './distance.ts';

/** A tensor whose steps are smaller is measured as if they were this part of its largest value. */
const LEAST_STEP = 2 ** -20;

type Tensors = readonly Float32Array[];

/** How far a step moves each tensor: max |after - before|. Throws `RangeError` for states of other layouts. */
export function movesOf(before: Tensors, after: Tensors): number[] {
  return after.map((tensor, t) => differenceOf(tensor, before[t]));
}

/**
 * The step of each tensor in an interval, which its distances are held against: what a step moves it on average, but at
 * least a 2^20th of its largest value.
 *
 * @param moves of each step of the replay
 * @param end of the replay
 */
export function stepsOf(moves: readonly (readonly number[])[], end: Tensors): number[] {
  return end.map((tensor, t) => Math.max(averageOf(moves, t), LEAST_STEP * sizeOf(tensor)));
}

/**
 * How far an interval's end lies from its replay, in 2^-40 of one step: the largest of all tensors'
 * `max |end - replayed| / step`, rounded up and at most `FARTHEST`. Each tensor is held against its own step, so that one
 * that misses a step is about a whole away, however little of the state it is. IEEE 754 binary64, so the same everywhere.
 */
export function intervalDrift(steps: readonly number[], replayed: Tensors, end: Tensors): number {
  return replayed.reduce(
    (most, right, t) => Math.max(most, partOf(differenceOf(right, end[t]), steps[t] as number)),
    0,
  );
}

/**
 * The smallest of the tensors' true steps, in the same units: a whole, but where `stepsOf` had to say more than a step
 * moves. What never moves has none; 0 when nothing moves.
 */
export function smallestStep(steps: readonly number[], moves: readonly (readonly number[])[]): number {
  const parts = steps.flatMap((step, t) => {
    const average = averageOf(moves, t);
    return average > 0 ? [partOf(average, step)] : [];
  });
  return parts.reduce((smallest, part) => Math.min(smallest, part), parts[0] ?? 0);
}

function averageOf(moves: readonly (readonly number[])[], t: number): number {
  return moves.reduce((sum, step) => sum + (step[t] as number), 0) / moves.length;
}

function partOf(difference: number, step: number): number {
  if (difference === 0) return 0;
  return step > 0 && step < Infinity
    ? Math.min(Math.ceil((difference / step) * DISTANCE_UNIT), FARTHEST)
    : FARTHEST;
}

function sizeOf(tensor: Float32Array): number {
  return tensor.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
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

/** Distances are whole numbers of 2^-40, so that the chain compares them without floats. */
export const DISTANCE_UNIT = 2 ** 40;
/** Of states that have no distance: a value that is not finite, or a difference where the other is all zeros. */
export const FARTHEST = 2 ** 52;

/**
 * How far `b` lies from `a`, two states of the same layout: the largest of all tensors' max |b_i - a_i| / max |a_i|, in
 * units of 2^-40, rounded up and at most `FARTHEST`. One pass over both; IEEE 754 binary64, so the same everywhere.
 */
export function stateDistance(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  if (a.length !== b.length)
    throw new RangeError(`States of ${a.length} and ${b.length} tensors have no distance.`);
  return a.reduce((most, tensor, t) => Math.max(most, tensorDistance(tensor, b[t] as Float32Array)), 0);
}

/** The distance of one tensor; see `stateDistance`. */
function tensorDistance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length)
    throw new RangeError(`Tensors of ${a.length} and ${b.length} values have no distance.`);
  let [size, difference] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return FARTHEST;
    size = Math.max(size, Math.abs(x));
    difference = Math.max(difference, Math.abs(y - x));
  }
  if (difference === 0) return 0;
  return size === 0 ? FARTHEST : Math.min(Math.ceil((difference / size) * DISTANCE_UNIT), FARTHEST);
}

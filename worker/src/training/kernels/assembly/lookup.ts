// Operators whose addresses are values: embedding lookup, its gradient, and one-hot vectors.

/** The index that a value names, or -1 when it is not a whole number in [0, count). */
@inline
function indexOf(value: f32, count: i32): i32 {
  if (!(value >= <f32>0) || value >= <f32>count) return -1;
  const index = <i32>value;
  return <f32>index == value ? index : -1;
}

/** target[i, …] = table[indices[i], …], rows of `width` values; NaN where the index is none. */
export function gather(table: usize, indices: usize, target: usize, count: i32, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let i: i32 = 0; i < count; i++) {
    const index = indexOf(load<f32>(indices + (<usize>i << 2)), rows);
    if (index >= 0) {
      memory.copy(target, table + <usize>index * bytes, bytes);
    } else {
      for (let j: usize = 0; j < bytes; j += 4) store<u32>(target + j, 0x7fc00000);
    }
    target += bytes;
  }
}

/** target[v, …] = the sum over ascending i with indices[i] = v of values[i, …], from +0. */
export function segmentSum(
  values: usize,
  indices: usize,
  target: usize,
  count: i32,
  rows: i32,
  width: i32,
): void {
  const bytes = <usize>width << 2;
  const whole = bytes & ~15;
  memory.fill(target, 0, <usize>rows * bytes);
  for (let i: i32 = 0; i < count; i++) {
    const index = indexOf(load<f32>(indices + (<usize>i << 2)), rows);
    if (index >= 0) {
      const row = target + <usize>index * bytes;
      let j: usize = 0;
      for (; j < whole; j += 16) v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(values + j)));
      for (; j < bytes; j += 4) store<f32>(row + j, load<f32>(row + j) + load<f32>(values + j));
    }
    values += bytes;
  }
}

/** target[i, j] = indices[i] = j ? on : off. */
export function oneHot(indices: usize, target: usize, count: i32, depth: i32, on: f32, off: f32): void {
  for (let i: i32 = 0; i < count; i++) {
    for (let j: i32 = 0; j < depth; j++) store<f32>(target + (<usize>j << 2), off);
    const index = indexOf(load<f32>(indices + (<usize>i << 2)), depth);
    if (index >= 0) store<f32>(target + (<usize>index << 2), on);
    target += <usize>depth << 2;
  }
}

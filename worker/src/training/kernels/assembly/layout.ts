// Moving values without changing them: transpose and broadcast are both a strided copy.

/** Transposes 4 × 4 blocks: target[i, j] = source[i + j·stride], rows and columns long. */
@inline
function copyTransposed(source: usize, target: usize, rows: i32, columns: i32, stride: usize): void {
  const targetRow = <usize>columns << 2;
  const wholeRows = rows & ~3;
  const wholeColumns = columns & ~3;
  for (let i: i32 = 0; i < wholeRows; i += 4) {
    const from = source + (<usize>i << 2);
    const to = target + <usize>i * targetRow;
    for (let j: i32 = 0; j < wholeColumns; j += 4) {
      const p = from + <usize>j * stride;
      const a = v128.load(p);
      const b = v128.load(p + stride);
      const c = v128.load(p + stride * 2);
      const d = v128.load(p + stride * 3);
      const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5);
      const cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
      const q = to + (<usize>j << 2);
      v128.store(q, i32x4.shuffle(ab0, cd0, 0, 1, 4, 5));
      v128.store(q + targetRow, i32x4.shuffle(ab0, cd0, 2, 3, 6, 7));
      v128.store(q + targetRow * 2, i32x4.shuffle(ab1, cd1, 0, 1, 4, 5));
      v128.store(q + targetRow * 3, i32x4.shuffle(ab1, cd1, 2, 3, 6, 7));
    }
    for (let j = wholeColumns; j < columns; j++) {
      for (let y: i32 = 0; y < 4; y++) {
        const value = load<f32>(from + (<usize>y << 2) + <usize>j * stride);
        store<f32>(to + <usize>y * targetRow + (<usize>j << 2), value);
      }
    }
  }
  for (let i = wholeRows; i < rows; i++) {
    const from = source + (<usize>i << 2);
    const to = target + <usize>i * targetRow;
    for (let j: i32 = 0; j < columns; j++) store<f32>(to + (<usize>j << 2), load<f32>(from + <usize>j * stride));
  }
}

/** target[i0, i1, i2, i3] (dense) = source at the given strides in bytes, any of which may be 0. */
export function copy(
  source: usize,
  target: usize,
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  s0: usize,
  s1: usize,
  s2: usize,
  s3: usize,
): void {
  const row = <usize>n3 << 2;
  for (let i0: i32 = 0; i0 < n0; i0++) {
    for (let i1: i32 = 0; i1 < n1; i1++) {
      let from = source + <usize>i0 * s0 + <usize>i1 * s1;
      if (s2 == 4 && s3 != 4 && s3 != 0) {
        copyTransposed(from, target, n2, n3, s3);
        target += row * <usize>n2;
        continue;
      }
      for (let i2: i32 = 0; i2 < n2; i2++) {
        const end = target + row;
        if (s3 == 4) {
          let p = from;
          for (let q = target; q < end; q += 16) {
            v128.store(q, v128.load(p));
            p += 16;
          }
        } else if (s3 == 0) {
          const value = v128.load32_splat(from);
          for (let q = target; q < end; q += 16) v128.store(q, value);
        } else {
          let p = from;
          for (let q = target; q < end; q += 4) {
            store<f32>(q, load<f32>(p));
            p += s3;
          }
        }
        target = end;
        from += s2;
      }
    }
  }
}

/** target at the given strides in bytes = source (dense), [n0, n1, n2, n3]; nothing beside those elements is written. */
export function spread(
  source: usize,
  target: usize,
  n0: i32,
  n1: i32,
  n2: i32,
  n3: i32,
  s0: usize,
  s1: usize,
  s2: usize,
  s3: usize,
): void {
  const row = <usize>n3 << 2;
  for (let i0: i32 = 0; i0 < n0; i0++) {
    for (let i1: i32 = 0; i1 < n1; i1++) {
      let to = target + <usize>i0 * s0 + <usize>i1 * s1;
      for (let i2: i32 = 0; i2 < n2; i2++) {
        if (s3 == 4) {
          memory.copy(to, source, row);
        } else {
          let q = to;
          for (let p = source; p < source + row; p += 4) {
            store<f32>(q, load<f32>(p));
            q += s3;
          }
        }
        source += row;
        to += s2;
      }
    }
  }
}

// The loops around element-wise operators. An operator is chosen by a constant `op`, which inlining
// turns into straight code. Lengths are rounded up to whole vectors: tensors lie 16 bytes aligned with
// room behind them, and rows are written in ascending order, so what a vector writes past the end of a
// row is overwritten by the next row or falls into that room.

import { choose, compute1, compute2, EXP } from './operations';

/** At and below this, e^x is +0 by definition. Getting there by way of subnormals is slow, and masks hold little else. */
const EXP_IS_ZERO: f32 = -104;

@inline
export function unary(op: i32, a: usize, c: usize, n: i32): void {
  const end = c + (<usize>n << 2);
  while (c < end) {
    const x = v128.load(a);
    if (op == EXP && i32x4.all_true(f32x4.le(x, f32x4.splat(EXP_IS_ZERO)))) v128.store(c, f32x4.splat(0));
    else v128.store(c, compute1(op, x));
    a += 16;
    c += 16;
  }
}

/**
 * c[i, j, k] = op(a[…], b[…]) for an n0 × n1 × n2 result. Strides are in bytes; the innermost ones are
 * 4 (running) or 0 (repeated).
 */
@inline
export function binary(
  op: i32,
  a: usize,
  b: usize,
  c: usize,
  n0: i32,
  n1: i32,
  n2: i32,
  a0: usize,
  a1: usize,
  a2: usize,
  b0: usize,
  b1: usize,
  b2: usize,
): void {
  const row = <usize>n2 << 2;
  for (let i: i32 = 0; i < n0; i++) {
    let x = a + <usize>i * a0;
    let y = b + <usize>i * b0;
    for (let j: i32 = 0; j < n1; j++) {
      const end = c + row;
      let p = x;
      let q = y;
      let r = c;
      if (a2 != 0) {
        if (b2 != 0) {
          while (r < end) {
            v128.store(r, compute2(op, v128.load(p), v128.load(q)));
            p += 16;
            q += 16;
            r += 16;
          }
        } else {
          const right = v128.load32_splat(q);
          while (r < end) {
            v128.store(r, compute2(op, v128.load(p), right));
            p += 16;
            r += 16;
          }
        }
      } else {
        const left = v128.load32_splat(p);
        if (b2 != 0) {
          while (r < end) {
            v128.store(r, compute2(op, left, v128.load(q)));
            q += 16;
            r += 16;
          }
        } else {
          const both = compute2(op, left, v128.load32_splat(q));
          while (r < end) {
            v128.store(r, both);
            r += 16;
          }
        }
      }
      x += a1;
      y += b1;
      c = end;
    }
  }
}

/** As `binary`, for the three operands of `select`. */
export function select(
  condition: usize,
  a: usize,
  b: usize,
  c: usize,
  n0: i32,
  n1: i32,
  n2: i32,
  s0: usize,
  s1: usize,
  s2: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  b0: usize,
  b1: usize,
  b2: usize,
): void {
  const row = <usize>n2 << 2;
  for (let i: i32 = 0; i < n0; i++) {
    let s = condition + <usize>i * s0;
    let x = a + <usize>i * a0;
    let y = b + <usize>i * b0;
    for (let j: i32 = 0; j < n1; j++) {
      const end = c + row;
      let o: usize = 0;
      const fixedS = v128.load32_splat(s);
      const fixedX = v128.load32_splat(x);
      const fixedY = v128.load32_splat(y);
      for (let r = c; r < end; r += 16) {
        const test = s2 != 0 ? v128.load(s + o) : fixedS;
        const left = a2 != 0 ? v128.load(x + o) : fixedX;
        const right = b2 != 0 ? v128.load(y + o) : fixedY;
        v128.store(r, choose(test, left, right));
        o += 16;
      }
      s += s1;
      x += a1;
      y += b1;
      c = end;
    }
  }
}

export function fill(c: usize, n: i32, value: f32): void {
  const vector = f32x4.splat(value);
  const end = c + (<usize>n << 2);
  for (; c < end; c += 16) v128.store(c, vector);
}

/** Gives every NaN the one bit pattern that is hashed. */
export function canonicalise(a: usize, n: i32): void {
  const nan = i32x4.splat(0x7fc00000);
  const end = a + (<usize>n << 2);
  for (; a < end; a += 16) {
    const x = v128.load(a);
    v128.store(a, v128.bitselect(x, nan, f32x4.eq(x, x)));
  }
}

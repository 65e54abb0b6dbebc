// Pooling: vectors hold neighbouring channels of one position. They may write past the last channel: the next position
// overwrites that, or it falls into the room behind the tensor. Positions in the padding change nothing and are left out.

import { inside } from './window';

/** Which reduction of a window `reduce` makes. */
const MAXIMUM: i32 = 0;
const INDEX: i32 = 1;
const AVERAGE: i32 = 2;

/** One whole window of 2 × 2: `pmax` keeps the former of equals and passes over a NaN, which is put back at the end. */
@inline
function reduceSquare(kind: i32, p: usize, pixel: usize, line: usize, y: usize): void {
  for (let o: usize = 0; o < pixel; o += 16) {
    const a = v128.load(p + o);
    const b = v128.load(p + o + pixel);
    const c = v128.load(p + o + line);
    const d = v128.load(p + o + line + pixel);
    if (kind == MAXIMUM) {
      const ab = v128.or(f32x4.ne(a, a), f32x4.ne(b, b));
      const cd = v128.or(f32x4.ne(c, c), f32x4.ne(d, d));
      const first = f32x4.pmax(f32x4.pmax(f32x4.splat(-Infinity), a), b);
      v128.store(y + o, v128.or(f32x4.pmax(f32x4.pmax(first, c), d), v128.or(ab, cd)));
    } else {
      let best = f32x4.pmax(f32x4.splat(-Infinity), a);
      let index = v128.and(f32x4.splat(1), f32x4.lt(best, b));
      best = f32x4.pmax(best, b);
      index = v128.bitselect(f32x4.splat(2), index, f32x4.lt(best, c));
      best = f32x4.pmax(best, c);
      v128.store(y + o, v128.bitselect(f32x4.splat(3), index, f32x4.lt(best, d)));
    }
  }
}

@inline
function reduce(
  kind: i32, x: usize, y: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  // Whole windows of 2 × 2 in every row that has two lines.
  const squares = kind != AVERAGE && kh == 2 && kw == 2 && top == 0 && left == 0 && (ow - 1) * sw + 2 <= w;
  for (let g: i32 = 0; g < n * oh; g++) {
    const image = x + <usize>(g / oh) * <usize>(h * w) * pixel;
    const row = g % oh;
    const firstY = row * sh - top;
    const highY = min(kh, h - firstY);
    if (squares && firstY + 2 <= h) {
      let p = image + <usize>(firstY * w) * pixel;
      const end = y + <usize>ow * pixel;
      for (; y < end; y += pixel) {
        reduceSquare(kind, p, pixel, <usize>w * pixel, y);
        p += <usize>sw * pixel;
      }
      continue;
    }
    for (let column: i32 = 0; column < ow; column++) {
      const firstX = column * sw - left;
      const lowX = max(0, -firstX);
      const highX = min(kw, w - firstX);
      for (let o: usize = 0; o < pixel; o += 16) {
        let best = f32x4.splat(kind == AVERAGE ? <f32>0 : -Infinity);
        let index = f32x4.splat(0);
        let nan = f32x4.splat(0);
        for (let ky = max(0, -firstY); ky < highY; ky++) {
          let p = image + <usize>((firstY + ky) * w + firstX + lowX) * pixel + o;
          for (let kx = lowX; kx < highX; kx++) {
            const value = v128.load(p);
            p += pixel;
            if (kind == AVERAGE) {
              best = f32x4.add(best, value);
            } else {
              if (kind == INDEX) index = v128.bitselect(f32x4.splat(<f32>(ky * kw + kx)), index, f32x4.lt(best, value));
              else nan = v128.or(nan, f32x4.ne(value, value));
              best = f32x4.pmax(best, value);
            }
          }
        }
        if (kind == MAXIMUM) best = v128.or(best, nan);
        if (kind == AVERAGE) {
          const count = <f32>inside(row, kh, sh, top, h) * <f32>inside(column, kw, sw, left, w);
          best = f32x4.div(best, f32x4.splat(count));
        }
        v128.store(y + o, kind == INDEX ? index : best);
      }
      y += pixel;
    }
  }
}

export function maxPool(
  x: usize, y: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  reduce(MAXIMUM, x, y, n, h, w, c, kh, kw, oh, ow, sh, sw, top, left);
}

export function maxPoolIndex(
  x: usize, y: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  reduce(INDEX, x, y, n, h, w, c, kh, kw, oh, ow, sh, sw, top, left);
}

export function avgPool(
  x: usize, y: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  reduce(AVERAGE, x, y, n, h, w, c, kh, kw, oh, ow, sh, sw, top, left);
}

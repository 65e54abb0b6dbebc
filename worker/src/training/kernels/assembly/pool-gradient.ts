// Gradients of pooling, as pool.ts: vectors hold neighbouring channels of one position and may write past the last one.

import { inside } from './window';

/** Where windows of 2 × 2 lie side by side and pixels are whole vectors: what an output gives to its four inputs. */
function spreadSquares(
  dy: usize, indices: usize, dx: usize, n: i32, h: i32, w: i32, pixel: usize, oh: i32, ow: i32,
): void {
  const line = <usize>w * pixel;
  const rest = <usize>(w - 2 * ow) * pixel;
  for (let g: i32 = 0; g < n * oh; g++) {
    const end = dx + <usize>(2 * ow) * pixel;
    while (dx < end) {
      for (let o: usize = 0; o < pixel; o += 16) {
        const value = f32x4.add(f32x4.splat(0), v128.load(dy));
        const index = v128.load(indices);
        const p = dx + o;
        v128.store(p, v128.and(value, f32x4.eq(index, f32x4.splat(0))));
        v128.store(p + pixel, v128.and(value, f32x4.eq(index, f32x4.splat(1))));
        v128.store(p + line, v128.and(value, f32x4.eq(index, f32x4.splat(2))));
        v128.store(p + line + pixel, v128.and(value, f32x4.eq(index, f32x4.splat(3))));
        dy += 16;
        indices += 16;
      }
      dx += 2 * pixel;
    }
    if (rest > 0) {
      memory.fill(dx, 0, rest);
      memory.fill(dx + line, 0, rest);
    }
    dx += rest + line;
    if ((g + 1) % oh == 0) {
      const lines = <usize>(h - 2 * oh) * line;
      memory.fill(dx, 0, lines);
      dx += lines;
    }
  }
}

/** Where windows do not overlap: every input belongs to one output at most. */
@inline
function spreadApart(
  average: bool, dy: usize, indices: usize, dx: usize, n: i32, h: i32, w: i32, pixel: usize,
  kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  for (let g: i32 = 0; g < n * h; g++) {
    const ky = ((g % h) + top) % sh;
    const atY = ((g % h) + top) / sh;
    if (ky >= kh || atY >= oh) {
      memory.fill(dx, 0, <usize>w * pixel);
      dx += <usize>w * pixel;
      continue;
    }
    let kx = left % sw;
    let atX = left / sw;
    let at = <usize>(((g / h) * oh + atY) * ow + atX) * pixel;
    for (let column: i32 = 0; column < w; column++) {
      if (kx >= kw || atX >= ow) {
        memory.fill(dx, 0, pixel);
      } else {
        const tap = f32x4.splat(<f32>(ky * kw + kx));
        const count = f32x4.splat(<f32>inside(atY, kh, sh, top, h) * <f32>inside(atX, kw, sw, left, w));
        for (let o: usize = 0; o < pixel; o += 16) {
          const value = v128.load(dy + at + o);
          if (average) {
            v128.store(dx + o, f32x4.add(f32x4.splat(0), f32x4.div(value, count)));
          } else {
            const here = f32x4.eq(v128.load(indices + at + o), tap);
            v128.store(dx + o, v128.and(f32x4.add(f32x4.splat(0), value), here));
          }
        }
      }
      dx += pixel;
      if (++kx == sw) {
        kx = 0;
        atX++;
        at += pixel;
      }
    }
  }
}

@inline
function spreadBack(
  average: bool, dy: usize, indices: usize, dx: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  const squares = kh == 2 && kw == 2 && sh == 2 && sw == 2 && top == 0 && left == 0 && 2 * oh <= h && 2 * ow <= w;
  if (!average && squares && c % 4 == 0) {
    spreadSquares(dy, indices, dx, n, h, w, pixel, oh, ow);
    return;
  }
  if (sh >= kh && sw >= kw) {
    spreadApart(average, dy, indices, dx, n, h, w, pixel, kh, kw, oh, ow, sh, sw, top, left);
    return;
  }
  for (let g: i32 = 0; g < n * h; g++) {
    const image = <usize>(g / h) * <usize>(oh * ow) * pixel;
    // The taps that lie here are `stride` apart, and each belongs to the output before that of the one before.
    const row = (g % h) + top;
    const firstKy = row % sh;
    const lastY = row / sh;
    for (let column = left; column < w + left; column++) {
      const firstKx = column % sw;
      const lastX = column / sw;
      for (let o: usize = 0; o < pixel; o += 16) {
        let total = f32x4.splat(0);
        let atY = lastY;
        for (let ky = firstKy; ky < kh && atY >= 0; ky += sh) {
          if (atY < oh) {
            let atX = lastX;
            for (let kx = firstKx; kx < kw && atX >= 0; kx += sw) {
              if (atX < ow) {
                const at = image + <usize>(atY * ow + atX) * pixel + o;
                const value = v128.load(dy + at);
                if (average) {
                  const count = <f32>inside(atY, kh, sh, top, h) * <f32>inside(atX, kw, sw, left, w);
                  total = f32x4.add(total, f32x4.div(value, f32x4.splat(count)));
                } else {
                  const here = f32x4.eq(v128.load(indices + at), f32x4.splat(<f32>(ky * kw + kx)));
                  total = v128.bitselect(f32x4.add(total, value), total, here);
                }
              }
              atX--;
            }
          }
          atY--;
        }
        v128.store(dx + o, total);
      }
      dx += pixel;
    }
  }
}

export function maxPoolGradient(
  dy: usize, indices: usize, dx: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  spreadBack(false, dy, indices, dx, n, h, w, c, kh, kw, oh, ow, sh, sw, top, left);
}

export function avgPoolGradient(
  dy: usize, dx: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  spreadBack(true, dy, dy, dx, n, h, w, c, kh, kw, oh, ow, sh, sw, top, left);
}

// Pooling: vectors hold neighbouring channels of one position. They may write past the last channel: the next position
// overwrites that, or it falls into the room behind the tensor. Positions in the padding change nothing and are left out.

/** Which reduction of a window `reduce` makes. */
const MAXIMUM: i32 = 0;
const INDEX: i32 = 1;
const AVERAGE: i32 = 2;

/** Values of a window that do not lie in the padding, along one axis. */
@inline
function inside(output: i32, taps: i32, stride: i32, before: i32, inputs: i32): i32 {
  const first = output * stride - before;
  return min(first + taps, inputs) - max(first, 0);
}

@inline
function reduce(
  kind: i32, x: usize, y: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  for (let g: i32 = 0; g < n * oh; g++) {
    const image = x + <usize>(g / oh) * <usize>(h * w) * pixel;
    const row = g % oh;
    const firstY = row * sh - top;
    const highY = min(kh, h - firstY);
    for (let column: i32 = 0; column < ow; column++) {
      const firstX = column * sw - left;
      const lowX = max(0, -firstX);
      const highX = min(kw, w - firstX);
      for (let o: usize = 0; o < pixel; o += 16) {
        let best = f32x4.splat(kind == AVERAGE ? <f32>0 : -Infinity);
        let index = f32x4.splat(0);
        for (let ky = max(0, -firstY); ky < highY; ky++) {
          let p = image + <usize>((firstY + ky) * w + firstX + lowX) * pixel + o;
          for (let kx = lowX; kx < highX; kx++) {
            const value = v128.load(p);
            p += pixel;
            if (kind == AVERAGE) {
              best = f32x4.add(best, value);
            } else {
              const larger = f32x4.lt(best, value);
              if (kind == INDEX) index = v128.bitselect(f32x4.splat(<f32>(ky * kw + kx)), index, larger);
              best = v128.bitselect(value, best, larger);
              if (kind == MAXIMUM) best = v128.bitselect(best, value, f32x4.eq(value, value));
            }
          }
        }
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

@inline
function spreadBack(
  average: bool, dy: usize, indices: usize, dx: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
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

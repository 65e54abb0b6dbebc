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
  for (let g: i32 = 0; g < n * oh; g++) {
    const image = x + <usize>(g / oh) * <usize>(h * w) * pixel;
    const row = g % oh;
    const firstY = row * sh - top;
    const highY = min(kh, h - firstY);
    for (let column: i32 = 0; column < ow; column++) {
      const firstX = column * sw - left;
      const lowX = max(0, -firstX);
      const highX = min(kw, w - firstX);
      const square = kh == 2 && kw == 2 && firstY >= 0 && highY == 2 && lowX == 0 && highX == 2;
      if (square && kind != AVERAGE) {
        reduceSquare(kind, image + <usize>(firstY * w + firstX) * pixel, pixel, <usize>w * pixel, y);
        y += pixel;
        continue;
      }
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

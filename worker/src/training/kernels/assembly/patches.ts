// Matrices of patches. A row holds everything that one output position reads, +0 in the padding, in the order of its
// chain.

import { outputOf } from './window';

/** Bytes of patches that are written before they are multiplied. */
const CHUNK: i32 = 262144;

/** Lines of patches in a chunk: at least one. `width` patches of `depth` values are a line. */
@inline
export function linesInChunk(width: i32, depth: i32): i32 {
  const bytes = <i64>width * <i64>depth * 4;
  return max(1, <i32>(<i64>CHUNK / bytes));
}

// Both write whole vectors: what they write past the end is overwritten by what comes next, or lies in spare room.
@inline
function writeZeros(target: usize, bytes: usize): void {
  const end = target + bytes;
  for (; target < end; target += 16) v128.store(target, f32x4.splat(0));
}

@inline
function writeCopy(target: usize, source: usize, bytes: usize): void {
  const end = target + bytes;
  for (; target < end; target += 16) {
    v128.store(target, v128.load(source));
    source += 16;
  }
}

/** Patches that conv2d reads from x: lines [from, to), counted through all images. */
export function inputPatches(
  x: usize, target: usize, from: i32, to: i32,
  h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  const line = <usize>w * pixel;
  const run = <usize>kw * pixel;
  for (let g = from; g < to; g++) {
    const image = x + <usize>(g / oh) * <usize>h * line;
    const firstY = (g % oh) * sh - top;
    for (let column: i32 = 0; column < ow; column++) {
      const firstX = column * sw - left;
      const low = min(kw, max(0, -firstX));
      const high = max(low, min(kw, w - firstX));
      for (let ky: i32 = 0; ky < kh; ky++) {
        const y = firstY + ky * dh;
        if (y < 0 || y >= h) {
          writeZeros(target, run);
          target += run;
          continue;
        }
        const source = image + <usize>y * line;
        if (dw == 1) {
          writeZeros(target, <usize>low * pixel);
          writeCopy(target + <usize>low * pixel, source + <usize>(firstX + low) * pixel, <usize>(high - low) * pixel);
          if (high < kw) writeZeros(target + <usize>high * pixel, <usize>(kw - high) * pixel);
          target += run;
          continue;
        }
        for (let kx: i32 = 0; kx < kw; kx++) {
          const at = firstX + kx * dw;
          if (at >= 0 && at < w) writeCopy(target, source + <usize>at * pixel, pixel);
          else writeZeros(target, pixel);
          target += pixel;
        }
      }
    }
  }
}

/** Patches that the input gradient reads from dy: lines [from, to) of x, counted through all images. */
export function outputPatches(
  dy: usize, target: usize, from: i32, to: i32,
  h: i32, w: i32, m: i32, kh: i32, kw: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>m << 2;
  const line = <usize>ow * pixel;
  const run = <usize>kw * pixel;
  for (let g = from; g < to; g++) {
    const image = dy + <usize>(g / h) * <usize>oh * line;
    for (let column: i32 = 0; column < w; column++) {
      for (let ky: i32 = 0; ky < kh; ky++) {
        const y = outputOf(g % h, ky, sh, dh, top, oh);
        if (y < 0) {
          writeZeros(target, run);
          target += run;
          continue;
        }
        const source = image + <usize>y * line;
        for (let kx: i32 = 0; kx < kw; kx++) {
          const at = outputOf(column, kx, sw, dw, left, ow);
          if (at >= 0) writeCopy(target, source + <usize>at * pixel, pixel);
          else writeZeros(target, pixel);
          target += pixel;
        }
      }
    }
  }
}

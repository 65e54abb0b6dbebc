// Convolutions, straight from the images where direct.ts can, and else as products of matrices of patches, whose rows
// are in the order of the chains; `multiply` keeps that order. Patches are written for a few lines of output at a time,
// so that they are multiplied while they are in the cache.

import { directConv2d, directInputGradient } from './direct';
import { directFilterGradient } from './direct-filter';
import {
  convolvesDirectly,
  directConv2dBytes,
  directFilterGradientBytes,
  directInputGradientBytes,
  goesBackDirectly,
  readsInput,
} from './direct-geometry';
import { matmulScratchBytes, multiply } from './gemm';
import { inputPatches, linesInChunk, outputPatches } from './patches';

/** Bytes of scratch for a product of patches [lines · width, depth] with `columns` columns, and a copy of a filter. */
@inline
function patchBytes(columns: i32, lines: i32, width: i32, depth: i32, filter: i32): f64 {
  const patches = <f64>min(lines, linesInChunk(width, depth)) * <f64>width * <f64>depth;
  return <f64>matmulScratchBytes(columns) + (<f64>filter + patches) * 4 + 32;
}

// Bytes of scratch are floats, because what somebody asks for may be more than there can be.

export function conv2dScratchBytes(
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): f64 {
  return convolvesDirectly(h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left)
    ? directConv2dBytes(h, w, c, kh, kw, m, oh, ow, sh, sw, dh, dw, top, left)
    : patchBytes(m, n * oh, ow, kh * kw * c, 0);
}

export function conv2dInputGradientScratchBytes(
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): f64 {
  return goesBackDirectly(h, w, kh, kw, m, dh, dw)
    ? <f64>((<usize>(kh * kw * m) * <usize>c) << 2) + directInputGradientBytes(h, w, c, kh, kw, m, dh, dw)
    : patchBytes(c, n * h, w, kh * kw * m, kh * kw * c * m);
}

export function conv2dFilterGradientScratchBytes(
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): f64 {
  return readsInput(h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left)
    ? directFilterGradientBytes(h, w, c, kh, kw, m, oh, ow, sh, sw, dh, dw, top, left)
    : patchBytes(m, n * oh, ow, kh * kw * c, 0);
}

export function conv2d(
  x: usize, filter: usize, y: usize, scratch: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  if (convolvesDirectly(h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left)) {
    directConv2d(x, filter, y, scratch, n, h, w, c, kh, kw, m, oh, ow, sh, sw, dh, dw, top, left);
    return;
  }
  const depth = kh * kw * c;
  const patches = scratch + matmulScratchBytes(m);
  const lines = n * oh;
  const step = linesInChunk(ow, depth);
  for (let from: i32 = 0; from < lines; from += step) {
    const to = min(lines, from + step);
    inputPatches(x, patches, from, to, h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
    const rows = (to - from) * ow;
    multiply(patches, <usize>depth << 2, 4, filter, <usize>m << 2, 4, y, rows, m, depth, true, scratch);
    y += (<usize>rows * <usize>m) << 2;
  }
}

export function conv2dInputGradient(
  dy: usize, filter: usize, dx: usize, scratch: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const depth = kh * kw * m;
  const direct = goesBackDirectly(h, w, kh, kw, m, dh, dw);
  // The filter as [kh, kw, m, c], whose rows are in the order of the chains.
  const turned = direct ? scratch : scratch + matmulScratchBytes(c);
  for (let tap: i32 = 0; tap < kh * kw; tap++) {
    const from = filter + ((<usize>tap * <usize>c * <usize>m) << 2);
    const to = turned + ((<usize>tap * <usize>c * <usize>m) << 2);
    for (let i: i32 = 0; i < c; i++) {
      for (let j: i32 = 0; j < m; j++) {
        store<f32>(to + (<usize>(j * c + i) << 2), load<f32>(from + (<usize>(i * m + j) << 2)));
      }
    }
  }
  const patches = turned + ((<usize>depth * <usize>c) << 2);
  if (direct) {
    directInputGradient(dy, turned, dx, patches, n, h, w, c, kh, kw, m, oh, ow, sh, sw, dh, dw, top, left);
    return;
  }
  const lines = n * h;
  const step = linesInChunk(w, depth);
  for (let from: i32 = 0; from < lines; from += step) {
    const to = min(lines, from + step);
    outputPatches(dy, patches, from, to, h, w, m, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
    const rows = (to - from) * w;
    multiply(patches, <usize>depth << 2, 4, turned, <usize>c << 2, 4, dx, rows, c, depth, true, scratch);
    dx += (<usize>rows * <usize>c) << 2;
  }
}

/**
 * Of the filter seen as [kh · kw · c, m], rows [first, end); `first` is a multiple of four. `onward` goes on from what dfilter
 * holds: the chains over these images after those over others.
 */
export function conv2dFilterGradient(
  x: usize, dy: usize, dfilter: usize, scratch: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32, first: i32, end: i32, onward: i32,
): void {
  if (readsInput(h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left)) {
    directFilterGradient(x, dy, dfilter, scratch, n, h, w, c, kh, kw, m, oh, ow, sh, sw, dh, dw, top, left, first, end, onward != 0);
    return;
  }
  const depth = kh * kw * c;
  const patches = scratch + matmulScratchBytes(m);
  const lines = n * oh;
  const values = patches + (<usize>first << 2);
  const target = dfilter + ((<usize>first * <usize>m) << 2);
  const step = linesInChunk(ow, depth);
  for (let from: i32 = 0; from < lines; from += step) {
    const to = min(lines, from + step);
    inputPatches(x, patches, from, to, h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
    const positions = (to - from) * ow;
    multiply(values, 4, <usize>depth << 2, dy, <usize>m << 2, 4, target, end - first, m, positions, from == 0 && onward == 0, scratch);
    dy += (<usize>positions * <usize>m) << 2;
  }
}

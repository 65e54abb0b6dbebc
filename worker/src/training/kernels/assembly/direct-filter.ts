// The gradient of a filter straight from the images, as direct.ts; four values of the patches by eight outputs at a time.

import { fits, spanOf, TILE_BYTES } from './direct-geometry';
import { copyTile, TILE_COLUMNS, TILE_ROWS } from './pack';
import { place } from './place';

/** Bytes of dy that are taken at a time, so that they stay in the first-level cache. */
const BAND_BYTES: i32 = 16384;

/** Where value `index` of a patch lies behind the patch's first. */
@inline
function offsetInPatch(index: i32, depth: i32, w: i32, c: i32, kw: i32, dh: i32, dw: i32): usize {
  const at = index < depth ? index : 0;
  const tap = at / c;
  return <usize>(((tap / kw) * dh * w + (tap % kw) * dw) * c + (at % c)) << 2;
}

/** Four values of the patches by eight of dy over some lines of positions, going on from what `sums` holds. */
function gather(
  image: usize, o0: usize, o1: usize, o2: usize, o3: usize, rowStep: usize, columnStep: usize,
  gradient: usize, outputs: usize, lines: i32, columns: i32, sums: usize,
): void {
  let c00 = v128.load(sums);
  let c01 = v128.load(sums, 16);
  let c10 = v128.load(sums, 32);
  let c11 = v128.load(sums, 48);
  let c20 = v128.load(sums, 64);
  let c21 = v128.load(sums, 80);
  let c30 = v128.load(sums, 96);
  let c31 = v128.load(sums, 112);
  for (let i: i32 = 0; i < lines; i++) {
    let p = image;
    const end = gradient + <usize>columns * outputs;
    if (o1 == o0 + 4 && o2 == o0 + 8 && o3 == o0 + 12) {
      p += o0;
      while (gradient < end) {
        const left = v128.load(gradient);
        const right = v128.load(gradient, 16);
        let a = v128.load32_splat(p);
        c00 = f32x4.add(c00, f32x4.mul(a, left));
        c01 = f32x4.add(c01, f32x4.mul(a, right));
        a = v128.load32_splat(p, 4);
        c10 = f32x4.add(c10, f32x4.mul(a, left));
        c11 = f32x4.add(c11, f32x4.mul(a, right));
        a = v128.load32_splat(p, 8);
        c20 = f32x4.add(c20, f32x4.mul(a, left));
        c21 = f32x4.add(c21, f32x4.mul(a, right));
        a = v128.load32_splat(p, 12);
        c30 = f32x4.add(c30, f32x4.mul(a, left));
        c31 = f32x4.add(c31, f32x4.mul(a, right));
        p += columnStep;
        gradient += outputs;
      }
    } else {
      while (gradient < end) {
        const left = v128.load(gradient);
        const right = v128.load(gradient, 16);
        let a = v128.load32_splat(p + o0);
        c00 = f32x4.add(c00, f32x4.mul(a, left));
        c01 = f32x4.add(c01, f32x4.mul(a, right));
        a = v128.load32_splat(p + o1);
        c10 = f32x4.add(c10, f32x4.mul(a, left));
        c11 = f32x4.add(c11, f32x4.mul(a, right));
        a = v128.load32_splat(p + o2);
        c20 = f32x4.add(c20, f32x4.mul(a, left));
        c21 = f32x4.add(c21, f32x4.mul(a, right));
        a = v128.load32_splat(p + o3);
        c30 = f32x4.add(c30, f32x4.mul(a, left));
        c31 = f32x4.add(c31, f32x4.mul(a, right));
        p += columnStep;
        gradient += outputs;
      }
    }
    image += rowStep;
  }
  v128.store(sums, c00);
  v128.store(sums, c01, 16);
  v128.store(sums, c10, 32);
  v128.store(sums, c11, 48);
  v128.store(sums, c20, 64);
  v128.store(sums, c21, 80);
  v128.store(sums, c30, 96);
  v128.store(sums, c31, 112);
}

/** Copies the tiles of rows [firstRow, endOfRows) from dfilter, or to it. */
@inline
function moveTiles(sums: usize, dfilter: usize, m: i32, firstRow: i32, endOfRows: i32, out: bool): void {
  const outputs = <usize>m << 2;
  for (let row = firstRow; row < endOfRows; row += TILE_ROWS) {
    const rows = min(TILE_ROWS, endOfRows - row);
    for (let column: i32 = 0; column < m; column += TILE_COLUMNS) {
      const place = dfilter + <usize>row * outputs + (<usize>column << 2);
      const columns = min(TILE_COLUMNS, m - column);
      if (out) copyTile(sums, 32, place, outputs, rows, columns);
      else copyTile(place, outputs, sums, 32, rows, columns);
      sums += TILE_BYTES;
    }
  }
}

/**
 * conv2dFilterGradient where `readsInput`, rows [firstRow, endOfRows): bands of lines that stay in the cache, all values
 * of the patches for each. `onward` goes on from what dfilter holds.
 */
export function directFilterGradient(
  x: usize, dy: usize, dfilter: usize, scratch: usize, n: i32,
  h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32, firstRow: i32, endOfRows: i32, onward: bool,
): void {
  const depth = kh * kw * c;
  const pixel = <usize>c << 2;
  const outputs = <usize>m << 2;
  const whole = fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
  const height = whole ? h : <i32>spanOf(oh, sh, kh, dh);
  const width = whole ? w : <i32>spanOf(ow, sw, kw, dw);
  const rowStep = <usize>(sh * width) * pixel;
  const tilesOf = <usize>((depth + 3) >> 2) * <usize>((m + 7) >> 3);
  const padded = scratch + tilesOf * TILE_BYTES;
  memory.fill(scratch, 0, tilesOf * TILE_BYTES);
  if (onward) moveTiles(scratch, dfilter, m, firstRow, endOfRows, false);
  if (!whole) memory.fill(padded, 0, <usize>(height * width) * pixel);
  const band = max(1, <i32>(<f64>BAND_BYTES / (<f64>ow * <f64>m * 4)));
  for (let i: i32 = 0; i < n; i++) {
    if (!whole) place(x, h, w, pixel, padded, height, width, top, left, 1, 1);
    const image = whole ? x : padded;
    for (let from: i32 = 0; from < oh; from += band) {
      const lines = min(band, oh - from);
      const first = image + <usize>from * rowStep;
      let sums = scratch;
      for (let row = firstRow; row < endOfRows; row += TILE_ROWS) {
        const o0 = offsetInPatch(row, depth, width, c, kw, dh, dw);
        const o1 = offsetInPatch(row + 1, depth, width, c, kw, dh, dw);
        const o2 = offsetInPatch(row + 2, depth, width, c, kw, dh, dw);
        const o3 = offsetInPatch(row + 3, depth, width, c, kw, dh, dw);
        for (let column: i32 = 0; column < m; column += TILE_COLUMNS) {
          gather(first, o0, o1, o2, o3, rowStep, <usize>sw * pixel, dy + (<usize>column << 2), outputs, lines, ow, sums);
          sums += TILE_BYTES;
        }
      }
      dy += <usize>(lines * ow) * outputs;
    }
    x += <usize>(h * w) * pixel;
  }
  moveTiles(scratch, dfilter, m, firstRow, endOfRows, true);
}

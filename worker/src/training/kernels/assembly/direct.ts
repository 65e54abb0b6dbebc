// Convolutions straight from the images, image by image: four positions by eight outputs at a time, each reading its
// values where they lie, so that no matrix of patches is written. An image whose taps reach into the padding is first
// copied into one with zeros around it. The chains are those of convolution.ts.

import { fits, spanOf, TILE_BYTES } from './direct-geometry';
import { copyTile, packPanel, TILE_COLUMNS, TILE_ROWS } from './pack';
import { place } from './place';

/**
 * Four chains by eight: position i reads, for each of the runs, `bytes` bytes at `p_i` + the run's offset, and the panel
 * holds what they are multiplied with.
 */
function tile(
  p0: usize, p1: usize, p2: usize, p3: usize, runs: usize, endOfRuns: usize, bytes: usize,
  panel: usize, c: usize, rowStride: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (; runs < endOfRuns; runs += 4) {
    const offset = <usize>load<u32>(runs);
    let a0 = p0 + offset;
    let a1 = p1 + offset;
    let a2 = p2 + offset;
    let a3 = p3 + offset;
    const end = a0 + bytes;
    while (a0 < end) {
      const left = v128.load(panel);
      const right = v128.load(panel, 16);
      let x = v128.load32_splat(a0);
      c00 = f32x4.add(c00, f32x4.mul(x, left));
      c01 = f32x4.add(c01, f32x4.mul(x, right));
      x = v128.load32_splat(a1);
      c10 = f32x4.add(c10, f32x4.mul(x, left));
      c11 = f32x4.add(c11, f32x4.mul(x, right));
      x = v128.load32_splat(a2);
      c20 = f32x4.add(c20, f32x4.mul(x, left));
      c21 = f32x4.add(c21, f32x4.mul(x, right));
      x = v128.load32_splat(a3);
      c30 = f32x4.add(c30, f32x4.mul(x, left));
      c31 = f32x4.add(c31, f32x4.mul(x, right));
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      panel += 32;
    }
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += rowStride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += rowStride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += rowStride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
}

/** All positions of an image by all outputs: `positions` and `runs` are tables of offsets in bytes. */
function tiles(
  image: usize, positions: usize, count: i32, runs: usize, endOfRuns: usize, bytes: usize,
  panels: usize, depth: i32, y: usize, outputs: i32, spare: usize,
): void {
  const row = <usize>outputs << 2;
  for (let position: i32 = 0; position < count; position += TILE_ROWS) {
    const rows = min(TILE_ROWS, count - position);
    const at = positions + (<usize>position << 2);
    const p0 = image + <usize>load<u32>(at);
    const p1 = rows > 1 ? image + <usize>load<u32>(at, 4) : p0;
    const p2 = rows > 2 ? image + <usize>load<u32>(at, 8) : p0;
    const p3 = rows > 3 ? image + <usize>load<u32>(at, 12) : p0;
    let panel = panels;
    for (let column: i32 = 0; column < outputs; column += TILE_COLUMNS) {
      const columns = min(TILE_COLUMNS, outputs - column);
      const target = y + (<usize>column << 2);
      if (rows == TILE_ROWS && columns == TILE_COLUMNS) {
        tile(p0, p1, p2, p3, runs, endOfRuns, bytes, panel, target, row);
      } else {
        tile(p0, p1, p2, p3, runs, endOfRuns, bytes, panel, spare, 32);
        copyTile(spare, 32, target, row, rows, columns);
      }
      panel += <usize>depth << 5;
    }
    y += <usize>rows * row;
  }
}

/** The table of where positions lie in an image. */
function writePositions(table: usize, rows: i32, columns: i32, rowStep: usize, columnStep: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    for (let column: i32 = 0; column < columns; column++) {
      store<u32>(table, <u32>(<usize>row * rowStep + <usize>column * columnStep));
      table += 4;
    }
  }
}

/** The table of where the runs of a position's values lie; `forward` or from the last tap to the first. Gives its end. */
function writeRuns(table: usize, kh: i32, kw: i32, rowStep: usize, columnStep: usize, forward: bool): usize {
  for (let i: i32 = 0; i < kh; i++) {
    const ky = forward ? i : kh - 1 - i;
    for (let j: i32 = 0; j < kw; j++) {
      const kx = forward ? j : kw - 1 - j;
      store<u32>(table, <u32>(<usize>ky * rowStep + <usize>kx * columnStep));
      table += 4;
    }
  }
  return table;
}

@inline
function aligned(pointer: usize): usize {
  return (pointer + 15) & ~15;
}

/** Packs a matrix [depth, outputs] in panels of eight columns. */
function packPanels(matrix: usize, depth: i32, outputs: i32, target: usize): void {
  const row = <usize>outputs << 2;
  for (let column: i32 = 0; column < outputs; column += TILE_COLUMNS) {
    packPanel(matrix + (<usize>column << 2), depth, min(TILE_COLUMNS, outputs - column), row, 4, target);
    target += <usize>depth << 5;
  }
}

/** conv2d where `convolvesDirectly`. */
export function directConv2d(
  x: usize, filter: usize, y: usize, scratch: usize, n: i32,
  h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const depth = kh * kw * c;
  const pixel = <usize>c << 2;
  const whole = fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
  const height = whole ? h : <i32>spanOf(oh, sh, kh, dh);
  const width = whole ? w : <i32>spanOf(ow, sw, kw, dw);
  const line = <usize>width * pixel;
  const positions = scratch + TILE_BYTES;
  const runs = positions + (<usize>(oh * ow) << 2);
  const panels = aligned(runs + (<usize>(kh * kw) << 2));
  const padded = panels + ((<usize>depth * <usize>((m + 7) & ~7)) << 2);
  writePositions(positions, oh, ow, <usize>sh * line, <usize>sw * pixel);
  // Neighbouring taps of a row read on and on.
  const joined = dw == 1;
  const endOfRuns = writeRuns(runs, kh, joined ? 1 : kw, <usize>dh * line, <usize>dw * pixel, true);
  const bytes = joined ? <usize>kw * pixel : pixel;
  packPanels(filter, depth, m, panels);
  if (!whole) memory.fill(padded, 0, <usize>height * line);
  for (let i: i32 = 0; i < n; i++) {
    if (!whole) place(x, h, w, pixel, padded, height, width, top, left, 1, 1);
    tiles(whole ? x : padded, positions, oh * ow, runs, endOfRuns, bytes, panels, depth, y, m, scratch);
    x += <usize>(h * w) * pixel;
    y += (<usize>(oh * ow) * <usize>m) << 2;
  }
}

/** conv2dInputGradient where `goesBackDirectly`; `turned` is the filter as [kh, kw, m, c]. */
export function directInputGradient(
  dy: usize, turned: usize, dx: usize, scratch: usize, n: i32,
  h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const depth = kh * kw * m;
  const pixel = <usize>m << 2;
  const height = h + (kh - 1) * dh;
  const width = w + (kw - 1) * dw;
  const line = <usize>width * pixel;
  const positions = scratch + TILE_BYTES;
  const runs = positions + (<usize>(h * w) << 2);
  const panels = aligned(runs + (<usize>(kh * kw) << 2));
  const padded = panels + ((<usize>depth * <usize>((c + 7) & ~7)) << 2);
  writePositions(positions, h, w, line, pixel);
  const endOfRuns = writeRuns(runs, kh, kw, <usize>dh * line, <usize>dw * pixel, false);
  packPanels(turned, depth, c, panels);
  memory.fill(padded, 0, <usize>height * line);
  const firstRow = (kh - 1) * dh - top;
  const firstColumn = (kw - 1) * dw - left;
  for (let i: i32 = 0; i < n; i++) {
    place(dy, oh, ow, pixel, padded, height, width, firstRow, firstColumn, sh, sw);
    tiles(padded, positions, h * w, runs, endOfRuns, pixel, panels, depth, dx, c, scratch);
    dy += <usize>(oh * ow) * pixel;
    dx += (<usize>(h * w) * <usize>c) << 2;
  }
}

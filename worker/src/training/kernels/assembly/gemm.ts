// Canonical matrix product. Every element of C is one chain of roundings:
//   c = +0; for k ascending: c = round(c + round(a[i][k] * b[k][j]))
// Only independent elements are computed side by side, so tiling, packing and SIMD change no bit:
// a 4 × 8 tile of C lives in eight registers while k runs, and when K is longer than one block the
// tile is stored and loaded again between blocks, which does not round.

import { copyTile, packPanel, packRows, TILE_COLUMNS, TILE_ROWS } from './pack';

/** Longest run of k whose packed panels stay in the first-level cache. */
export const BLOCK: i32 = 256;

/** Most columns of B that are packed together, so that they stay in the second-level cache. */
export const STRIP: i32 = 1024;

/** One 4 × 8 tile over one block of k, continuing from what C holds unless `first`. */
export function multiplyTile(a: usize, b: usize, depth: i32, c: usize, rowStride: usize, first: bool): void {
  const row1 = c + rowStride;
  const row2 = row1 + rowStride;
  const row3 = row2 + rowStride;
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  if (!first) {
    c00 = v128.load(c);
    c01 = v128.load(c, 16);
    c10 = v128.load(row1);
    c11 = v128.load(row1, 16);
    c20 = v128.load(row2);
    c21 = v128.load(row2, 16);
    c30 = v128.load(row3);
    c31 = v128.load(row3, 16);
  }
  const end = a + (<usize>depth << 4);
  while (a < end) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, left));
    c01 = f32x4.add(c01, f32x4.mul(x, right));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, left));
    c11 = f32x4.add(c11, f32x4.mul(x, right));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, left));
    c21 = f32x4.add(c21, f32x4.mul(x, right));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, left));
    c31 = f32x4.add(c31, f32x4.mul(x, right));
    a += 16;
    b += 32;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(row1, c10);
  v128.store(row1, c11, 16);
  v128.store(row2, c20);
  v128.store(row2, c21, 16);
  v128.store(row3, c30);
  v128.store(row3, c31, 16);
}

/** Bytes of scratch that `matmul` needs for N columns. */
export function matmulScratchBytes(n: i32): i32 {
  return BLOCK * 16 + 128 + BLOCK * ((min(n, STRIP) + 7) & ~7) * 4;
}

/**
 * Columns [firstColumn, lastColumn) of one product, one block of k after the other. Strides are in bytes. Unless
 * `fresh` the chains go on from what C holds.
 */
function multiplyStrip(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  cRow: usize,
  m: i32,
  firstColumn: i32,
  lastColumn: i32,
  k: i32,
  fresh: bool,
  scratch: usize,
): void {
  const tile = scratch + BLOCK * 16;
  const panels = tile + 128;
  for (let start: i32 = 0; start < k; start += BLOCK) {
    const depth = min(BLOCK, k - start);
    const first = fresh && start == 0;
    let panel = panels;
    for (let column = firstColumn; column < lastColumn; column += TILE_COLUMNS) {
      const width = min(TILE_COLUMNS, lastColumn - column);
      packPanel(b + <usize>start * bRow + <usize>column * bColumn, depth, width, bRow, bColumn, panel);
      panel += <usize>depth << 5;
    }
    for (let row: i32 = 0; row < m; row += TILE_ROWS) {
      const rows = min(TILE_ROWS, m - row);
      packRows(a + <usize>row * aRow + <usize>start * aColumn, rows, depth, aRow, aColumn, scratch);
      panel = panels;
      for (let column = firstColumn; column < lastColumn; column += TILE_COLUMNS) {
        const columns = min(TILE_COLUMNS, lastColumn - column);
        const target = c + <usize>row * cRow + (<usize>column << 2);
        if (rows == TILE_ROWS && columns == TILE_COLUMNS) {
          multiplyTile(scratch, panel, depth, target, cRow, first);
        } else {
          if (!first) copyTile(target, cRow, tile, 32, rows, columns);
          multiplyTile(scratch, panel, depth, tile, 32, first);
          copyTile(tile, 32, target, cRow, rows, columns);
        }
        panel += <usize>depth << 5;
      }
    }
  }
}

/** C[m, n] = A · B with any strides of A and B in bytes and C dense; going on from what C holds unless `fresh`. */
export function multiply(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  fresh: bool,
  scratch: usize,
): void {
  const cRow: usize = <usize>n << 2;
  for (let column: i32 = 0; column < n; column += STRIP) {
    const end = min(n, column + STRIP);
    multiplyStrip(a, aRow, aColumn, b, bRow, bColumn, c, cRow, m, column, end, k, fresh, scratch);
  }
}

/**
 * `batches` products C[m, n] = A[m, k] · B[k, n], row-major, one after the other in memory. A stored
 * as [k, m] when `transposeA`, B as [n, k] when `transposeB`. Of each, rows [rowFrom, rowTo) and columns
 * [columnFrom, columnTo) are made.
 */
export function matmul(
  a: usize,
  b: usize,
  c: usize,
  batches: i32,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  scratch: usize,
  rowFrom: i32,
  rowTo: i32,
  columnFrom: i32,
  columnTo: i32,
): void {
  const aRow: usize = transposeA ? 4 : <usize>k << 2;
  const aColumn: usize = transposeA ? <usize>m << 2 : 4;
  const bRow: usize = transposeB ? 4 : <usize>n << 2;
  const bColumn: usize = transposeB ? <usize>k << 2 : 4;
  const cRow: usize = <usize>n << 2;
  for (let batch: i32 = 0; batch < batches; batch++) {
    const rows = a + <usize>rowFrom * aRow;
    const target = c + <usize>rowFrom * cRow;
    for (let column = columnFrom; column < columnTo; column += STRIP) {
      const end = min(columnTo, column + STRIP);
      multiplyStrip(rows, aRow, aColumn, b, bRow, bColumn, target, cRow, rowTo - rowFrom, column, end, k, true, scratch);
    }
    a += (<usize>m * <usize>k) << 2;
    b += (<usize>k * <usize>n) << 2;
    c += (<usize>m * <usize>n) << 2;
  }
}

// Canonical matrix product. Every element of C is one chain of roundings:
//   c = +0; for k ascending: c = round(c + round(a[i][k] * b[k][j]))
// Only independent elements are computed side by side, so tiling, packing and SIMD change no bit:
// a 4 × 8 tile of C lives in eight registers while k runs, and when K is longer than one block the
// tile is stored and loaded again between blocks, which does not round.

/** Rows of C in a tile. */
export const TILE_ROWS: i32 = 4;
/** Columns of C in a tile: two vectors. */
export const TILE_COLUMNS: i32 = 8;
/** Longest run of k whose packed panels stay in the first-level cache. */
export const BLOCK: i32 = 256;

/** Most columns of B that are packed together, so that they stay in the second-level cache. */
export const STRIP: i32 = 1024;

/** Packs `depth` rows of eight columns of B, zero beyond `width`, so that one k is 32 bytes. */
@inline
export function packPanel(source: usize, depth: i32, width: i32, rowStride: usize, columnStride: usize, target: usize): void {
  if (width == TILE_COLUMNS && columnStride == 4) {
    for (let k: i32 = 0; k < depth; k++) {
      v128.store(target, v128.load(source));
      v128.store(target, v128.load(source, 16), 16);
      target += 32;
      source += rowStride;
    }
    return;
  }
  for (let k: i32 = 0; k < depth; k++) {
    let element = source;
    for (let column: i32 = 0; column < TILE_COLUMNS; column++) {
      store<f32>(target, column < width ? load<f32>(element) : <f32>0);
      element += columnStride;
      target += 4;
    }
    source += rowStride;
  }
}

/** Packs four rows of A so that one k is 16 bytes; rows that do not exist repeat the first. */
@inline
function packRows(source: usize, rows: i32, depth: i32, rowStride: usize, columnStride: usize, target: usize): void {
  let row0 = source;
  let row1 = rows > 1 ? source + rowStride : source;
  let row2 = rows > 2 ? source + rowStride * 2 : source;
  let row3 = rows > 3 ? source + rowStride * 3 : source;
  if (rowStride == 4 && rows == TILE_ROWS) {
    for (let k: i32 = 0; k < depth; k++) {
      v128.store(target, v128.load(source));
      source += columnStride;
      target += 16;
    }
    return;
  }
  let k: i32 = 0;
  if (columnStride == 4) {
    // Rows run along k: four rows and four k at a time are a 4 × 4 transpose.
    for (; k + 4 <= depth; k += 4) {
      const x = v128.load(row0);
      const y = v128.load(row1);
      const z = v128.load(row2);
      const w = v128.load(row3);
      const xy0 = i32x4.shuffle(x, y, 0, 4, 1, 5);
      const xy1 = i32x4.shuffle(x, y, 2, 6, 3, 7);
      const zw0 = i32x4.shuffle(z, w, 0, 4, 1, 5);
      const zw1 = i32x4.shuffle(z, w, 2, 6, 3, 7);
      v128.store(target, i32x4.shuffle(xy0, zw0, 0, 1, 4, 5));
      v128.store(target, i32x4.shuffle(xy0, zw0, 2, 3, 6, 7), 16);
      v128.store(target, i32x4.shuffle(xy1, zw1, 0, 1, 4, 5), 32);
      v128.store(target, i32x4.shuffle(xy1, zw1, 2, 3, 6, 7), 48);
      row0 += 16;
      row1 += 16;
      row2 += 16;
      row3 += 16;
      target += 64;
    }
  }
  for (; k < depth; k++) {
    store<f32>(target, load<f32>(row0));
    store<f32>(target, load<f32>(row1), 4);
    store<f32>(target, load<f32>(row2), 8);
    store<f32>(target, load<f32>(row3), 12);
    row0 += columnStride;
    row1 += columnStride;
    row2 += columnStride;
    row3 += columnStride;
    target += 16;
  }
}

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

@inline
export function copyTile(source: usize, sourceStride: usize, target: usize, targetStride: usize, rows: i32, columns: i32): void {
  for (let row: i32 = 0; row < rows; row++) {
    memory.copy(target, source, <usize>columns << 2);
    source += sourceStride;
    target += targetStride;
  }
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

// Tiles of a product, and how rows and columns are packed so that a tile reads them one after the other. Nothing is
// computed here.

/** Rows of C in a tile. */
export const TILE_ROWS: i32 = 4;
/** Columns of C in a tile: two vectors. */
export const TILE_COLUMNS: i32 = 8;
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
export function packRows(source: usize, rows: i32, depth: i32, rowStride: usize, columnStride: usize, target: usize): void {
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

/** Copies a tile, or the part of it that there is. */
@inline
export function copyTile(source: usize, sourceStride: usize, target: usize, targetStride: usize, rows: i32, columns: i32): void {
  for (let row: i32 = 0; row < rows; row++) {
    memory.copy(target, source, <usize>columns << 2);
    source += sourceStride;
    target += targetStride;
  }
}

// Copying an image into a larger one.

@inline
function copyValues(source: usize, target: usize, bytes: usize): void {
  const end = target + bytes;
  for (; target + 16 <= end; target += 16) {
    v128.store(target, v128.load(source));
    source += 16;
  }
  for (; target < end; target += 4) {
    store<u32>(target, load<u32>(source));
    source += 4;
  }
}

/** Pixel (r, c) of an image to (firstRow + r·rowStep, firstColumn + c·columnStep) of a larger one, where that exists. */
export function place(
  source: usize, rows: i32, columns: i32, pixel: usize,
  target: usize, targetRows: i32, targetColumns: i32, firstRow: i32, firstColumn: i32, rowStep: i32, columnStep: i32,
): void {
  for (let r: i32 = 0; r < rows; r++) {
    const row = firstRow + r * rowStep;
    if (row < 0 || row >= targetRows) continue;
    const from = source + <usize>(r * columns) * pixel;
    const to = target + <usize>(row * targetColumns) * pixel;
    if (columnStep == 1) {
      const low = max(0, -firstColumn);
      const high = min(columns, targetColumns - firstColumn);
      if (high > low) copyValues(from + <usize>low * pixel, to + <usize>(firstColumn + low) * pixel, <usize>(high - low) * pixel);
      continue;
    }
    for (let c: i32 = 0; c < columns; c++) {
      const column = firstColumn + c * columnStep;
      if (column >= 0 && column < targetColumns) copyValues(from + <usize>c * pixel, to + <usize>column * pixel, pixel);
    }
  }
}

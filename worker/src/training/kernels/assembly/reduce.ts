// Sums and maxima along axes. Every result is one chain over the ascending reduced index; vectors only
// hold chains of neighbouring results.

import { ADD, compute2, MAXIMUM } from './operations';

/** The value a chain starts with: +0 for a sum, the first element for a maximum. */
@inline
function start(op: i32, first: v128): v128 {
  return op == ADD ? compute2(ADD, f32x4.splat(0), first) : first;
}

/** Scalar twin of the vector operation, so that leftover rows have the same bits. */
@inline
function scalar(op: i32, x: f32, y: f32): f32 {
  return f32x4.extract_lane(compute2(op, f32x4.splat(x), f32x4.splat(y)), 0);
}

/** target[r] over source[r, 0 … columns). */
@inline
function reduceRows(op: i32, source: usize, target: usize, rows: i32, columns: i32): void {
  const row = <usize>columns << 2;
  const wholeRows = rows & ~3;
  const wholeColumns = columns & ~3;
  let r: i32 = 0;
  for (; r < wholeRows; r += 4) {
    let p = source;
    let total = f32x4.splat(0);
    let j: i32 = 0;
    if (op != ADD) {
      total = v128.load32_splat(p);
      total = v128.load32_lane(p + row, total, 1);
      total = v128.load32_lane(p + row * 2, total, 2);
      total = v128.load32_lane(p + row * 3, total, 3);
    }
    for (; j < wholeColumns; j += 4) {
      const a = v128.load(p);
      const b = v128.load(p + row);
      const c = v128.load(p + row * 2);
      const d = v128.load(p + row * 3);
      const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5);
      const ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5);
      const cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
      total = compute2(op, total, i32x4.shuffle(ab0, cd0, 0, 1, 4, 5));
      total = compute2(op, total, i32x4.shuffle(ab0, cd0, 2, 3, 6, 7));
      total = compute2(op, total, i32x4.shuffle(ab1, cd1, 0, 1, 4, 5));
      total = compute2(op, total, i32x4.shuffle(ab1, cd1, 2, 3, 6, 7));
      p += 16;
    }
    for (; j < columns; j++) {
      let next = v128.load32_splat(p);
      next = v128.load32_lane(p + row, next, 1);
      next = v128.load32_lane(p + row * 2, next, 2);
      next = v128.load32_lane(p + row * 3, next, 3);
      total = compute2(op, total, next);
      p += 4;
    }
    v128.store(target, total);
    target += 16;
    source += row * 4;
  }
  for (; r < rows; r++) {
    let total: f32 = op == ADD ? <f32>0 : load<f32>(source);
    for (let j: usize = 0; j < row; j += 4) total = scalar(op, total, load<f32>(source + j));
    store<f32>(target, total);
    target += 4;
    source += row;
  }
}

/** target[o, i] over source[o, 0 … count, i], i < inner; `onward` goes on from what the target holds. */
@inline
function reduceMiddle(op: i32, source: usize, target: usize, outer: i32, count: i32, inner: i32, onward: bool): void {
  const row = <usize>inner << 2;
  for (let o: i32 = 0; o < outer; o++) {
    let i: usize = 0;
    for (; i + 64 <= row; i += 64) {
      let p = source + i;
      const q = target + i;
      let t0 = onward ? compute2(op, v128.load(q), v128.load(p)) : start(op, v128.load(p));
      let t1 = onward ? compute2(op, v128.load(q, 16), v128.load(p, 16)) : start(op, v128.load(p, 16));
      let t2 = onward ? compute2(op, v128.load(q, 32), v128.load(p, 32)) : start(op, v128.load(p, 32));
      let t3 = onward ? compute2(op, v128.load(q, 48), v128.load(p, 48)) : start(op, v128.load(p, 48));
      for (let k: i32 = 1; k < count; k++) {
        p += row;
        t0 = compute2(op, t0, v128.load(p));
        t1 = compute2(op, t1, v128.load(p, 16));
        t2 = compute2(op, t2, v128.load(p, 32));
        t3 = compute2(op, t3, v128.load(p, 48));
      }
      v128.store(q, t0);
      v128.store(q, t1, 16);
      v128.store(q, t2, 32);
      v128.store(q, t3, 48);
    }
    for (; i < row; i += 16) {
      let p = source + i;
      let total = onward ? compute2(op, v128.load(target + i), v128.load(p)) : start(op, v128.load(p));
      for (let k: i32 = 1; k < count; k++) {
        p += row;
        total = compute2(op, total, v128.load(p));
      }
      v128.store(target + i, total);
    }
    target += row;
    source += row * <usize>count;
  }
}

export function sumRows(source: usize, target: usize, rows: i32, columns: i32): void {
  reduceRows(ADD, source, target, rows, columns);
}
export function sumMiddle(source: usize, target: usize, outer: i32, count: i32, inner: i32, onward: i32): void {
  reduceMiddle(ADD, source, target, outer, count, inner, onward != 0);
}
export function maxRows(source: usize, target: usize, rows: i32, columns: i32): void {
  reduceRows(MAXIMUM, source, target, rows, columns);
}
export function maxMiddle(source: usize, target: usize, outer: i32, count: i32, inner: i32): void {
  reduceMiddle(MAXIMUM, source, target, outer, count, inner, false);
}

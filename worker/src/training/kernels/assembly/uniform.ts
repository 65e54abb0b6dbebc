// Random numbers in [0, 1) by Philox4x32-10, four blocks side by side.


@inline
function mulHigh(a: v128, b: v128): v128 {
  return i32x4.shuffle(i64x2.extmul_low_i32x4_u(a, b), i64x2.extmul_high_i32x4_u(a, b), 1, 3, 5, 7);
}

@inline
function unit(words: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(words, 8)), f32x4.splat(5.9604644775390625e-8));
}

/** target[i] = word i mod 4 of the block with counter (i / 4, stream, step, 0), its upper 24 bits over 2^24. */
export function uniform(target: usize, count: i32, keyLow: i32, keyHigh: i32, stream: i32, step: i32): void {
  const end = target + (<usize>count << 2);
  const m0 = i32x4.splat(0xd2511f53);
  const m1 = i32x4.splat(0xcd9e8d57);
  let block = i32x4(0, 1, 2, 3);
  while (target < end) {
    let c0 = block;
    let c1 = i32x4.splat(stream);
    let c2 = i32x4.splat(step);
    let c3 = i32x4.splat(0);
    let k0 = keyLow;
    let k1 = keyHigh;
    for (let round: i32 = 0; round < 10; round++) {
      const high0 = mulHigh(m0, c0);
      const low0 = i32x4.mul(m0, c0);
      const high1 = mulHigh(m1, c2);
      const low1 = i32x4.mul(m1, c2);
      c0 = v128.xor(v128.xor(high1, c1), i32x4.splat(k0));
      c1 = low1;
      c2 = v128.xor(v128.xor(high0, c3), i32x4.splat(k1));
      c3 = low0;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const ab0 = i32x4.shuffle(c0, c1, 0, 4, 1, 5);
    const ab1 = i32x4.shuffle(c0, c1, 2, 6, 3, 7);
    const cd0 = i32x4.shuffle(c2, c3, 0, 4, 1, 5);
    const cd1 = i32x4.shuffle(c2, c3, 2, 6, 3, 7);
    v128.store(target, unit(i32x4.shuffle(ab0, cd0, 0, 1, 4, 5)));
    if (target + 16 < end) v128.store(target, unit(i32x4.shuffle(ab0, cd0, 2, 3, 6, 7)), 16);
    if (target + 32 < end) v128.store(target, unit(i32x4.shuffle(ab1, cd1, 0, 1, 4, 5)), 32);
    if (target + 48 < end) v128.store(target, unit(i32x4.shuffle(ab1, cd1, 2, 3, 6, 7)), 48);
    target += 64;
    block = i32x4.add(block, i32x4.splat(4));
  }
}

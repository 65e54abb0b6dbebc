import { describe, expect, test } from 'vitest';
import { disagreementAtRandom, disagreementOnSpecials, OPERATIONS } from '../../test/f32/agreement.ts';
import { createRandom } from '../../test/pinpoint/random.ts';
import { fromBits, toBits } from './bits.ts';
import { fromWhole, toWhole } from './whole.ts';

describe.each(OPERATIONS)('%s with integers is %s with floats', (operation) => {
  test('on all pairs of special operands', () => {
    expect(disagreementOnSpecials(operation)).toBeUndefined();
  });

  test('on a million random ones', () => {
    expect(disagreementAtRandom(operation, 1_000_000, createRandom(operation.length))).toBeUndefined();
  });
});

describe('a whole number', () => {
  const random = createRandom(9);
  const wholes = [
    0,
    1,
    2,
    3,
    2 ** 24 - 1,
    2 ** 24,
    2 ** 24 + 1,
    2 ** 24 + 3,
    2 ** 27 + 4,
    2 ** 31,
    2 ** 32 - 1,
  ];
  for (let i = 0; i < 100_000; i++) wholes.push(random.bits() >>> random.below(32));

  test('becomes the nearest f32', () => {
    for (const whole of wholes) {
      if (fromWhole(whole) !== toBits(whole)) expect(fromWhole(whole), `${whole}`).toBe(toBits(whole));
      if (fromWhole(-whole) !== toBits(0 - whole)) expect(fromWhole(-whole)).toBe(toBits(0 - whole));
    }
  });

  test('is read from bits that are one, and from no others', () => {
    const read = (bits: number) => {
      const value = fromBits(bits);
      return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? Math.abs(value) : undefined;
    };
    for (const whole of wholes) {
      const bits = toBits(whole);
      for (const at of [bits, bits + 1, (bits | 0x8000_0000) >>> 0, random.bits()]) {
        if (toWhole(at) !== read(at)) expect(toWhole(at), at.toString(16)).toBe(read(at));
      }
    }
  });
});

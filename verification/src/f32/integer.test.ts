import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CANONICAL_NAN, canonicalBits, fromBits, toBits } from './bits.ts';
import { integerArithmetic as f32 } from './integer.ts';

const anyBits = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.constantFrom(0, 0x8000_0000, 1, 0x8000_0001, 0x007f_ffff, 0x0080_0000, 0x3f80_0000, 0xbf80_0000),
  fc.constantFrom(0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_0001, 0x7f80_0001, 0x7f7f_ffff, 0x3380_0000),
);
const NAN_INPUTS = [0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xffff_ffff];

/** The exact value of a finite f32 as mantissa·2^-149. */
function exact(bits: number): bigint {
  const field = (bits >>> 23) & 0xff;
  const fraction = BigInt(bits & 0x7f_ffff);
  const magnitude = field === 0 ? fraction : (fraction | 0x80_0000n) << BigInt(field - 1);
  return bits >>> 31 ? -magnitude : magnitude;
}

/** Rounds numerator/denominator·2^-149 to f32, ties to even: integer arithmetic only. */
function roundExactly(numerator: bigint, denominator: bigint, zeroSign: boolean): number {
  const negative = numerator < 0n !== denominator < 0n && numerator !== 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  let shift = 0n;
  while (top / (bottom << shift) >= 0x100_0000n) shift++;
  const unit = bottom << shift;
  let quotient = top / unit;
  const twice = 2n * (top % unit);
  if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient++;
  const value = Number(quotient) * 2 ** (Number(shift) - 149);
  const sign = top === 0n ? zeroSign : negative;
  return toBits(Number(shift) > 300 ? (sign ? -Infinity : Infinity) : sign ? -value : value);
}

const finite = (bits: number) => (bits & 0x7f80_0000) !== 0x7f80_0000;

describe('basic operations with integers on finite numbers round once, ties to even', () => {
  test('add, sub and mul', () => {
    fc.assert(
      fc.property(anyBits.filter(finite), anyBits.filter(finite), (x, y) => {
        const [a, b] = [exact(x), exact(y)];
        const bothNegative = x >>> 31 === 1 && y >>> 31 === 1;
        expect(f32.add(x, y)).toBe(roundExactly(a + b, 1n, bothNegative));
        expect(f32.sub(x, y)).toBe(f32.add(x, (y ^ 0x8000_0000) >>> 0));
        expect(f32.mul(x, y)).toBe(roundExactly(a * b, 1n << 149n, x >>> 31 !== y >>> 31));
      }),
      { numRuns: 2000 },
    );
  });

  test('div', () => {
    fc.assert(
      fc.property(anyBits.filter(finite), anyBits.filter(finite), (x, y) => {
        fc.pre(exact(y) !== 0n);
        expect(f32.div(x, y)).toBe(roundExactly(exact(x) << 149n, exact(y), x >>> 31 !== y >>> 31));
      }),
      { numRuns: 2000 },
    );
  });

  test('sqrt is the nearest: its neighbours are farther from the root', () => {
    fc.assert(
      fc.property(anyBits.filter(finite), (bits) => {
        const x = bits & 0x7fff_ffff;
        const root = f32.sqrt(x);
        // (root ± half a unit)² must enclose x: exact in units of 2^-300.
        const [low, high] = [
          2n * exact(root) - (exact(root) - exact(root - 1 || 0)),
          2n * exact(root) + (exact(root + 1) - exact(root)),
        ];
        if (x !== 0) {
          expect(low * low <= exact(x) << 151n && exact(x) << 151n <= high * high).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
    expect(f32.sqrt(0x8000_0000)).toBe(0x8000_0000);
    expect(f32.sqrt(0xbf80_0000)).toBe(CANONICAL_NAN);
  });
});

test('NaN is always the canonical one, whatever goes in', () => {
  for (const nan of NAN_INPUTS) {
    expect(canonicalBits(nan)).toBe(CANONICAL_NAN);
    for (const one of [f32.move, f32.sqrt, f32.floor, f32.pow2, f32.exponent, f32.mantissa]) {
      expect(one(nan)).toBe(CANONICAL_NAN);
    }
    for (const two of [f32.add, f32.sub, f32.mul, f32.div]) {
      expect(two(nan, 0x3f80_0000)).toBe(CANONICAL_NAN);
      expect(two(0x3f80_0000, nan)).toBe(CANONICAL_NAN);
    }
    expect(f32.selectEqual(nan, nan, 1, 2)).toBe(2);
    expect(f32.selectLess(nan, 0, 1, nan)).toBe(CANONICAL_NAN);
    expect(f32.selectLessEqual(0, nan, 1, 2)).toBe(2);
  }
  expect(f32.sub(0x7f80_0000, 0x7f80_0000)).toBe(CANONICAL_NAN);
  expect(f32.mul(0x7f80_0000, 0)).toBe(CANONICAL_NAN);
  expect(f32.div(0, 0x8000_0000)).toBe(CANONICAL_NAN);
});

test('selects compare values, not bits', () => {
  expect(f32.selectEqual(0, 0x8000_0000, 10, 20)).toBe(10);
  expect(f32.selectLess(0x8000_0000, 0, 10, 20)).toBe(20);
  expect(f32.selectLessEqual(0, 0x8000_0000, 10, 20)).toBe(10);
  expect(f32.selectLess(0xff80_0000, 0xff7f_ffff, 10, 20)).toBe(10);
});

test('floor keeps -0 and infinities', () => {
  for (const [x, y] of [
    [-0.5, -1],
    [0.5, 0],
    [-0, -0],
    [Infinity, Infinity],
    [-1e-40, -1],
    [1e30, 1e30],
  ] as const) {
    expect(f32.floor(toBits(x))).toBe(toBits(y));
  }
});

test('pow2 clamps, then cuts towards zero', () => {
  for (const [k, power] of [
    [0, 1],
    [10, 1024],
    [-126, 2 ** -126],
    [-127, 2 ** -126],
    [127, 2 ** 127],
    [500, 2 ** 127],
    [1.9, 2],
    [-1.9, 0.5],
    [-Infinity, 2 ** -126],
  ] as const) {
    expect(fromBits(f32.pow2(toBits(k)))).toBe(power);
  }
});

test('a normal number is its mantissa times two to its exponent', () => {
  fc.assert(
    fc.property(anyBits, (x) => {
      const field = (x >>> 23) & 0xff;
      fc.pre(field > 0 && field < 255);
      const mantissa = fromBits(f32.mantissa(x));
      expect(Math.abs(mantissa) >= 1 && Math.abs(mantissa) < 2).toBe(true);
      expect(mantissa * 2 ** fromBits(f32.exponent(x))).toBe(fromBits(x));
    }),
  );
  expect(fromBits(f32.exponent(0x8000_0000))).toBe(-127);
  expect(fromBits(f32.exponent(0x7f80_0000))).toBe(128);
  expect(fromBits(f32.mantissa(0xff80_0000))).toBe(-1);
});

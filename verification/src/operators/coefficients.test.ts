import { describe, expect, test } from 'vitest';
import { fromBits, toBits } from '../f32/bits.ts';
import * as coefficients from './coefficients.ts';

/** Coefficients (lowest first) of the polynomial that meets `f` at the Chebyshev nodes of [low, high], in f64. */
function interpolate(f: (x: number) => number, low: number, high: number, count: number): number[] {
  const nodes = Array.from(
    { length: count },
    (_, i) => (low + high) / 2 + ((high - low) / 2) * Math.cos((Math.PI * (2 * i + 1)) / (2 * count)),
  );
  const rows = nodes.map((x) => [...Array.from({ length: count }, (_, power) => x ** power), f(x)]);
  for (let column = 0; column < count; column++) {
    const best = rows.reduce(
      (best, row, i) => (i > column && Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? i : best),
      column,
    );
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    const pivot = rows[column]!;
    rows.forEach((row, i) => {
      if (i === column) return;
      const factor = row[column]! / pivot[column]!;
      for (let k = column; k <= count; k++) row[k] = row[k]! - factor * pivot[k]!;
    });
  }
  return rows.map((row, i) => row[count]! / row[i]!);
}

/** (ln(1+f) - f + f²/2)/f³, by its series near 0 where the difference would cancel. */
function logRemainder(f: number): number {
  if (Math.abs(f) >= 0.05) return (Math.log1p(f) - f + (f * f) / 2) / f ** 3;
  let sum = 0;
  for (let k = 3; k < 30; k++) sum += ((k % 2 === 1 ? 1 : -1) * f ** (k - 3)) / k;
  return sum;
}

describe('the polynomials are what their derivation says:', () => {
  const expRemainder = (r: number) => (Math.expm1(r) - r) / (r * r);
  const tanhRemainder = (z: number) => (Math.tanh(Math.sqrt(z)) / Math.sqrt(z) - 1) / z;
  const cases: [string, readonly number[], (x: number) => number, number, number][] = [
    ['exp', coefficients.EXP_POLYNOMIAL, expRemainder, -Math.LN2 / 2, Math.LN2 / 2],
    ['log', coefficients.LOG_POLYNOMIAL, logRemainder, Math.SQRT1_2 - 1, Math.SQRT2 - 1],
    ['tanh', coefficients.TANH_POLYNOMIAL, tanhRemainder, 0, 0.625 ** 2],
  ];

  test.each(cases)('%s', (_, constants, f, low, high) => {
    const derived = interpolate(f, low, high, constants.length).map(toBits);
    constants.forEach((bits, i) => {
      // One unit of slack: the derivation runs on this machine's Math functions, the constants do not.
      expect(Math.abs(bits - derived[i]!)).toBeLessThanOrEqual(1);
    });
  });
});

test('the other constants are the numbers that their comments name', () => {
  expect(coefficients.LOG2_E).toBe(toBits(Math.LOG2E));
  expect(fromBits(coefficients.LN2_HIGH)).toBe(355 / 512);
  expect(coefficients.LN2_LOW).toBe(toBits(Math.LN2 - 355 / 512));
  expect(coefficients.SQRT_TWO).toBe(toBits(Math.SQRT2));
  expect(coefficients.SMALLEST_NORMAL).toBe(toBits(2 ** -126));
  expect([coefficients.EXP_LOW, coefficients.EXP_HIGH].map(fromBits)).toEqual([-104, 89]);
  expect([coefficients.TWO_24, coefficients.MINUS_24].map(fromBits)).toEqual([2 ** 24, -24]);
  expect(fromBits(coefficients.TANH_SPLIT)).toBe(0.625);
  const { ZERO, HALF, ONE, TWO, MINUS_ONE, INFINITY, MINUS_INFINITY, NAN } = coefficients;
  expect([ZERO, HALF, ONE, TWO, MINUS_ONE, INFINITY, MINUS_INFINITY].map(fromBits)).toEqual([
    0,
    0.5,
    1,
    2,
    -1,
    Infinity,
    -Infinity,
  ]);
  expect(NAN).toBe(toBits(Number.NaN));
});

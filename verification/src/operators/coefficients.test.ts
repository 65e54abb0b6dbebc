import { describe, expect, test } from 'vitest';
import { erfc, erfSeries, normalTail } from '../../test/operators/references.ts';
import { fromBits, toBits } from '../f32/bits.ts';
import * as coefficients from './coefficients.ts';
import * as error from './error-coefficients.ts';
import * as angle from './trigonometric-coefficients.ts';

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
  /** 3·(atanh(s)/s - 1 - z/3)/z² by its series. */
  const atanhRemainder = (z: number) => {
    let sum = 0;
    for (let k = 2; k < 30; k++) sum += (3 / (2 * k + 1)) * z ** (k - 2);
    return sum;
  };
  const normalNear = (z: number) => (0.5 * erfSeries(Math.sqrt(z) / Math.SQRT2)) / Math.sqrt(z);
  const tail = (u: number) => {
    const a = (1.5 * (1 + u)) / (1 - u);
    return a * normalTail(a) * Math.exp((a * a) / 2);
  };
  const sinRemainder = (z: number) =>
    z < 1e-4 ? -1 / 6 + z / 120 - (z * z) / 5040 : (Math.sin(Math.sqrt(z)) / Math.sqrt(z) - 1) / z;
  const cosRemainder = (z: number) =>
    z < 2e-2
      ? 1 / 24 - z / 720 + (z * z) / 40320 - (z * z * z) / 3628800
      : (Math.cos(Math.sqrt(z)) - 1 + z / 2) / (z * z);
  const cases: [string, readonly number[], (x: number) => number, number, number][] = [
    ['exp', coefficients.EXP_POLYNOMIAL, expRemainder, -Math.LN2 / 2, Math.LN2 / 2],
    ['log', coefficients.LOG_POLYNOMIAL, logRemainder, Math.SQRT1_2 - 1, Math.SQRT2 - 1],
    ['tanh', coefficients.TANH_POLYNOMIAL, tanhRemainder, 0, 0.625 ** 2],
    ['pow', coefficients.POWER_POLYNOMIAL, atanhRemainder, 0, 0.17157 ** 2],
    ['erf', error.ERF_POLYNOMIAL, (z) => erfSeries(Math.sqrt(z)) / Math.sqrt(z) - 1, 0, 0.81],
    ['erfc', error.LOG_ERFC_POLYNOMIAL, (a) => Math.log(erfc(a)), 0.9, 4],
    ['gelu near 0', error.NORMAL_POLYNOMIAL, normalNear, 0, 0.6 ** 2],
    [
      'the tail of gelu',
      error.NORMAL_TAIL_POLYNOMIAL,
      tail,
      (0.6 - 1.5) / (0.6 + 1.5),
      (14.6 - 1.5) / (14.6 + 1.5),
    ],
    ['sin', angle.SIN_POLYNOMIAL, sinRemainder, 0, 0.617],
    ['cos', angle.COS_POLYNOMIAL, cosRemainder, 0, 0.617],
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

describe('pieces of π', () => {
  const ONE = 1n << 400n;
  const arctangentOfInverse = (q: bigint) => {
    let [sum, term, n, sign] = [0n, ONE / q, 1n, 1n];
    for (; term !== 0n; n += 2n, sign = -sign, term /= q * q) sum += (sign * term) / n;
    return sum;
  };
  /** π·2^400 (Machin 1706). */
  const PI = 4n * (4n * arctangentOfInverse(5n) - arctangentOfInverse(239n));

  test('1/(2π) to 180 bits', () => {
    const sum = angle.TURN_PIECES.reduce(
      (sum, piece, j) => sum + ((BigInt(piece) * ONE) >> BigInt(12 * (j + 1))),
      0n,
    );
    const rest = sum - (ONE * ONE) / (2n * PI);
    expect(rest < 0n ? -rest : rest).toBeLessThan(ONE >> 180n);
    for (const piece of angle.TURN_PIECES) expect(Math.abs(piece)).toBeLessThanOrEqual(2 ** 11);
  });

  test.each([
    ['QUARTER_TURN', angle.QUARTER_TURN, [18, 18, 24], 60n],
    ['QUARTER_TURN_HALVES', angle.QUARTER_TURN_HALVES, [12, 24], 36n],
  ] as const)('%s', (_, parts, bits, precision) => {
    const exact = (part: number) => BigInt(fromBits(part) * 2 ** 100) << 300n;
    const rest = parts.reduce((sum, part) => sum + exact(part), 0n) - PI / 2n;
    expect(rest < 0n ? -rest : rest).toBeLessThan(ONE >> precision);
    for (const [i, part] of parts.entries()) expect(part % 2 ** (24 - bits[i]!)).toBe(0);
  });
});

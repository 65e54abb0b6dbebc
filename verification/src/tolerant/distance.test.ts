import { expect, test } from 'vitest';
import { DISTANCE_UNIT, FARTHEST, stateDistance } from './distance.ts';

const of = (...values: number[]): Float32Array => Float32Array.from(values);

test('is the largest of the tensors, each against its own largest value', () => {
  const a = [of(1, -4), of(1000, 0)];
  expect(stateDistance(a, a)).toBe(0);
  expect(stateDistance(a, [of(1, -3), of(1000, 0)])).toBe(DISTANCE_UNIT / 4);
  expect(stateDistance(a, [of(1, -3), of(1000, 500)])).toBe(DISTANCE_UNIT / 2);
});

test('is rounded up, so that states that differ are never at no distance', () => {
  expect(stateDistance([of(1, 0)], [of(1, 2 ** -140)])).toBe(1);
});

test('has an end, which is where values are not finite or there is nothing to compare with', () => {
  for (const [a, b] of [
    [of(0), of(1e-30)],
    [of(1), of(Number.NaN)],
    [of(Infinity), of(1)],
    [of(1e-30), of(1e30)],
  ] as const) {
    expect(stateDistance([a], [b])).toBe(FARTHEST);
  }
});

test('is between states of one layout', () => {
  expect(() => stateDistance([of(1)], [of(1), of(2)])).toThrow(RangeError);
  expect(() => stateDistance([of(1)], [of(1, 2)])).toThrow(RangeError);
});

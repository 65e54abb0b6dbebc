import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DISTANCE_UNIT, FARTHEST } from './distance.ts';
import { intervalDrift, movesOf, smallestStep } from './drift.ts';

const of = (...values: number[]): Float32Array => Float32Array.from(values);

test('is a part of the way that each tensor has gone, and the largest of them', () => {
  const [start, right] = [
    [of(0, 0), of(100)],
    [of(1, -4), of(101)],
  ];
  expect(intervalDrift(start, right, right)).toBe(0);
  expect(intervalDrift(start, right, [of(1, -3), of(101)])).toBe(DISTANCE_UNIT / 4);
  expect(intervalDrift(start, right, [of(1, -4), of(101.5)])).toBe(DISTANCE_UNIT / 2);
});

test('a tensor that was left as it was is a whole away, and half trained a half', () => {
  const value = fc.float({ min: -1000, max: 1000, noNaN: true });
  const tensor = fc.array(value, { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(tensor, tensor, fc.integer({ min: 1, max: 50 }), (weights, slots, percent) => {
      const start = [Float32Array.from(weights), Float32Array.from(slots)];
      const right = start.map((values) =>
        values.map((x) => Math.fround(x + (Math.abs(x) + 1) * (percent / 100))),
      );
      for (const left of [0, 1]) {
        const lazy = right.map((values, t) => (t === left ? start[t]! : values));
        expect(intervalDrift(start, right, lazy)).toBe(DISTANCE_UNIT);
      }
    }),
  );
});

test('what stands still may differ by next to nothing of its size, and what is not finite is nowhere', () => {
  const still = [of(1000)];
  expect(intervalDrift(still, still, [of(1000.5)])).toBeGreaterThan(DISTANCE_UNIT / 4);
  expect(intervalDrift([of(0)], [of(0)], [of(1e-30)])).toBe(FARTHEST);
  for (const bad of [Number.NaN, Infinity]) {
    expect(intervalDrift([of(1)], [of(2)], [of(bad)])).toBe(FARTHEST);
    expect(intervalDrift([of(1)], [of(bad)], [of(2)])).toBe(FARTHEST);
  }
  expect(() => intervalDrift([of(1)], [of(1)], [of(1, 2)])).toThrow(RangeError);
});

test('the smallest step is that of the tensor that goes least of its way in one', () => {
  const smallest = (...states: Float32Array[][]): number =>
    smallestStep(
      states[0]!,
      states.at(-1)!,
      states.slice(1).map((after, step) => movesOf(states[step]!, after)),
    );
  expect(smallest([of(0), of(0)], [of(1), of(3)], [of(4), of(4)])).toBe(DISTANCE_UNIT / 4);
  // What never moves has no step.
  expect(smallest([of(5), of(0)], [of(5), of(2)], [of(5), of(4)])).toBe(DISTANCE_UNIT / 2);
  expect(smallest([of(5)], [of(5)])).toBe(0);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DISTANCE_UNIT, FARTHEST } from './distance.ts';
import { intervalDrift, movesOf, smallestStep, stepsOf } from './drift.ts';

const of = (...values: number[]): Float32Array => Float32Array.from(values);

/** Steps of a replay through these states, what they moved, and its end. */
function replay(...states: Float32Array[][]) {
  const moves = states.slice(1).map((after, step) => movesOf(states[step]!, after));
  const end = states.at(-1)!;
  return { moves, end, steps: stepsOf(moves, end) };
}

test('is counted in steps of each tensor, and the largest of them', () => {
  const { steps, end } = replay([of(0, 0), of(100)], [of(1, -2), of(100.5)], [of(1, -4), of(101)]);
  expect(steps).toEqual([2, 0.5]);
  expect(intervalDrift(steps, end, end)).toBe(0);
  expect(intervalDrift(steps, end, [of(1, -3), of(101)])).toBe(DISTANCE_UNIT / 2);
  expect(intervalDrift(steps, end, [of(1, -3), of(101.5)])).toBe(DISTANCE_UNIT);
});

test('a tensor that was left as it was is as many steps away as there were, whichever it is', () => {
  const value = fc.float({ min: -1000, max: 1000, noNaN: true });
  const tensor = fc.array(value, { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(tensor, tensor, fc.integer({ min: 1, max: 8 }), (weights, slots, count) => {
      const at = (step: number) =>
        [weights, slots].map((values) => Float32Array.from(values, (x) => x + (Math.abs(x) + 1) * step));
      const { steps, end } = replay(...Array.from({ length: count + 1 }, (_, step) => at(step)));
      for (const left of [0, 1]) {
        const lazy = end.map((values, t) => (t === left ? at(0)[t]! : values));
        expect(intervalDrift(steps, end, lazy) / DISTANCE_UNIT).toBeGreaterThan(count * 0.99);
      }
    }),
  );
});

test('what stands still may differ by next to nothing of its size, and what is not finite is nowhere', () => {
  const still = replay([of(1024)], [of(1024)]);
  expect(intervalDrift(still.steps, still.end, [of(1024.0009765625)])).toBe(DISTANCE_UNIT);
  const zeros = replay([of(0)], [of(0)]);
  expect(intervalDrift(zeros.steps, zeros.end, [of(1e-30)])).toBe(FARTHEST);
  for (const bad of [Number.NaN, Infinity]) {
    expect(intervalDrift([1], [of(2)], [of(bad)])).toBe(FARTHEST);
    const lost = replay([of(1)], [of(bad)]);
    expect(intervalDrift(lost.steps, lost.end, [of(2)])).toBe(FARTHEST);
  }
  expect(() => intervalDrift([1], [of(1)], [of(1, 2)])).toThrow(RangeError);
});

test('the smallest step is a whole, but of a tensor that moves by less than can be told', () => {
  const normal = replay([of(0), of(5)], [of(1), of(5)], [of(4), of(5)]);
  expect(smallestStep(normal.steps, normal.moves)).toBe(DISTANCE_UNIT);
  const slow = replay([of(2 ** 20)], [of(2 ** 20 - 0.25)], [of(2 ** 20)]);
  expect(smallestStep(slow.steps, slow.moves)).toBe(DISTANCE_UNIT / 4);
  const still = replay([of(5)], [of(5)]);
  expect(smallestStep(still.steps, still.moves)).toBe(0);
});

import { expect, test } from 'vitest';
import { KeptStates } from './kept-states.ts';

const state = (bytes: number): Uint8Array[] => [new Uint8Array(bytes - 4), new Uint8Array(4)];

test('states are gone on from at the nearest before, and the oldest make way', () => {
  const kept = new KeptStates(30);
  expect(kept.before(100)).toBeUndefined();
  for (const steps of [10, 20, 30]) kept.keep(steps, state(10));
  expect(kept.before(9)).toBeUndefined();
  expect(kept.before(29)?.steps).toBe(20);
  kept.keep(40, state(10));
  expect([kept.has(10), kept.has(20), kept.before(19)]).toEqual([false, true, undefined]);
  // One that there is no room for stays alone.
  kept.keep(25, state(100));
  expect([kept.before(100)?.steps, kept.has(40)]).toEqual([25, false]);
});

test('an interval is split by as many states as there is room for, evenly', () => {
  const points = (room: number, first = 0, last = 160): number[] => [
    ...new KeptStates(room).points(first, last, 10),
  ];
  expect(points(1000)).toEqual(Array.from({ length: 15 }, (_, i) => 10 * (i + 1)));
  expect(points(30)).toEqual([40, 80, 120]);
  expect(points(0)).toEqual([80]);
  expect(points(1000, 5, 8)).toEqual([6, 7]);
  expect(points(1000, 5, 6)).toEqual([]);
});

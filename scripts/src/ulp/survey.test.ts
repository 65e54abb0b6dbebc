import { expect, test } from 'vitest';
import { comparer, FUNCTION_NAMES, inputsOf } from './compare.ts';
import { powPair } from './inputs.ts';
import { survey } from './survey.ts';

test.each(FUNCTION_NAMES)(
  '%s is within 2 ulp on a coarse grid, and not everywhere rounded right',
  async (name) => {
    const stride = 2 ** 16 - 17;
    const compare = await comparer(name);
    const { ulps, at } = compare({ from: 0, count: Math.floor(inputsOf(name) / stride), stride });
    expect(ulps).toBeLessThanOrEqual(2);
    expect(ulps).toBeGreaterThan(0.5);
    expect(at).toMatch(/\([0-9a-f]{8}\)/);
  },
);

test('a survey does not depend on its threads, and says how far it is', async () => {
  const one = { name: 'tanh', inputs: 2 ** 24 + 5, stride: 64, threads: 1 } as const;
  const done: number[] = [];
  const alone = await survey({ ...one, onProgress: (share) => done.push(share) });
  const together = await survey({ ...one, threads: 2 });
  expect({ ...together, seconds: 0 }).toEqual({ ...alone, seconds: 0 });
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done).toHaveLength(2);
  expect(done.at(-1)).toBe(1);
});

test('pairs for pow are within the grid first, then at random, the same every time', () => {
  const pairs = [0, 2 ** 27 + 7, 2 ** 28, 2 ** 28 + 12345].map(powPair);
  expect(pairs).toEqual([0, 2 ** 27 + 7, 2 ** 28, 2 ** 28 + 12345].map(powPair));
  for (const value of pairs.flat()) expect(Object.is(Math.fround(value), value)).toBe(true);
  const random = Array.from({ length: 2000 }, (_, i) => powPair(2 ** 28 + i));
  expect(new Set(random.map(([x, y]) => `${x} ${y}`)).size).toBe(2000);
});

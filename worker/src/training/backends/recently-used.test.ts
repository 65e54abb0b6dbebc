import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

test('what is used longest ago makes way, and never more is held than there is room for', () => {
  const made: string[] = [];
  const held = new RecentlyUsed<number>(3 * 1_000, () => 1_000 - 256 - 2);
  const use = (key: string): void => {
    held.get(key, () => made.push(key));
  };
  for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) use(key);
  expect(made.join('')).toBe('abcdb');
  expect(held.bytes).toBe(3_000);
});

test('whatever is asked for, in whatever order: the right value, within the room, and the last one at least', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 200 }), (keys) => {
      const held = new RecentlyUsed<number>(20_000, (value) => 100 * value);
      for (const key of keys) {
        expect(held.get(`${key}`, () => key)).toBe(key);
        expect(held.bytes).toBeLessThanOrEqual(20_000);
        expect(held.get(`${key}`, () => -1)).toBe(key);
      }
    }),
  );
});

test('one that is larger than the room is held until the next, and one that cannot be made is not held', () => {
  const held = new RecentlyUsed<string>(1_000, () => 5_000);
  expect(held.get('a', () => 'A')).toBe('A');
  expect(held.get('a', () => 'other')).toBe('A');
  expect(() =>
    held.get('b', () => {
      throw new Error('no form');
    }),
  ).toThrow('no form');
  expect(held.get('b', () => 'B')).toBe('B');
  expect(held.get('a', () => 'again')).toBe('again');
});

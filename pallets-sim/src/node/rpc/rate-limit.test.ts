import { expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

it('lets a burst through, then as many as the minute allows', () => {
  let now = 5000;
  const limit = new RateLimit(60, () => now);
  const taken = (tries: number) => Array.from({ length: tries }, () => limit.take()).filter(Boolean).length;
  expect(taken(100)).toBe(60);
  now += 1000;
  expect(taken(100)).toBe(1);
  now += 500;
  expect(taken(100)).toBe(0);
  now += 500;
  expect(taken(100)).toBe(1);
  now += 3_600_000;
  expect(taken(100)).toBe(60);
});

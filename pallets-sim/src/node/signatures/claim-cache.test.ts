import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SignatureClaim } from '../../runtime/api.ts';
import { ClaimCache } from './claim-cache.ts';

/** A claim whose signature begins with a number; `variant` makes it another claim. */
const claim = (start: number, variant: number): SignatureClaim => ({
  scheme: 'Sr25519',
  signature: Uint8Array.of(start, start >> 8, 0, 0, variant),
  message: Uint8Array.of(variant),
  account: new Uint8Array(32),
});

it('remembers what was said last of a claim, for the last half of its capacity at least', () => {
  const said = fc.record({ start: fc.nat(30), variant: fc.nat(3), isTrue: fc.boolean() });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 100 }), fc.integer({ min: 1, max: 20 }), (all, half) => {
      const cache = new ClaimCache(2 * half);
      all.forEach(({ start, variant, isTrue }, at) => {
        cache.set(claim(start, variant), isTrue);
        const recent = new Map<string, boolean>();
        const starts = new Set<number>();
        for (const last of all.slice(0, at + 1).reverse()) {
          starts.add(last.start);
          if (starts.size > half) break;
          const name = `${last.start} ${last.variant}`;
          if (!recent.has(name)) recent.set(name, last.isTrue);
        }
        for (const [name, isTrue] of recent) {
          const [begin = 0, other = 0] = name.split(' ').map(Number);
          expect(cache.get(claim(begin, other))).toBe(isTrue);
        }
      });
    }),
  );
});

it('is bounded, in claims whose signatures begin alike too', () => {
  const cache = new ClaimCache(10);
  const claims = Array.from({ length: 100 }, (_, i) => claim(i, 0));
  for (const one of claims) cache.set(one, true);
  expect(claims.filter((one) => cache.get(one)).length).toBeLessThanOrEqual(10);
  const alike = Array.from({ length: 10 }, (_, i) => claim(7, i));
  for (const one of alike) cache.set(one, true);
  expect(alike.map((one) => cache.get(one) ?? false)).toEqual(alike.map((_, i) => i >= 6));
});

it('remembers nothing when it may not', () => {
  const cache = new ClaimCache(0);
  cache.set(claim(1, 1), true);
  expect(cache.get(claim(1, 1))).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blake2b256 } from '../hash.ts';
import { PreimageCache } from './preimage-cache.ts';

/** Bytes that follow from a number, of a length that does too. */
const preimage = (number: number) => new Uint8Array(1 + ((number * 37) % 90)).fill(number);
const number = fc.nat(60);
const step = fc.record({ do: fc.constantFrom('keep' as const, 'get' as const, 'forget' as const), number });

describe('preimage cache', () => {
  it.each([512, 2048, 1 << 16])(
    'of %i bytes gives what it was given or nothing, within its bounds',
    (bytes) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
          const cache = new PreimageCache(bytes);
          const kept = new Set<number>();
          const views: { view: Uint8Array; number: number }[] = [];
          for (const each of steps) {
            const hash = blake2b256(preimage(each.number));
            if (each.do === 'keep') {
              cache.keep(hash, preimage(each.number));
              kept.add(each.number);
              const isShort = 2 * (36 + 8 + preimage(each.number).length) <= bytes / 4;
              if (isShort) expect(cache.get(hash)).toEqual(preimage(each.number));
            } else if (each.do === 'forget') {
              cache.forget(hash);
              kept.delete(each.number);
              expect(cache.get(hash)).toBeUndefined();
            } else {
              const view = cache.get(hash);
              if (view) views.push({ view, number: each.number });
              if (view) expect(kept.has(each.number)).toBe(true);
              if (bytes === 1 << 16) expect(view !== undefined).toBe(kept.has(each.number)); // there is room for all
            }
            expect(cache.heldBytes).toBeLessThanOrEqual(bytes);
          }
          for (const { view, number } of views) expect(view).toEqual(preimage(number));
        }),
        { numRuns: 200 },
      );
    },
  );

  it('keeps what is asked for, and holds no more memory than twice what is there', () => {
    const cache = new PreimageCache(1 << 26);
    const entry = (i: number) => new Uint8Array(600).fill(i).with(0, i >> 8);
    const first = blake2b256(entry(0));
    cache.keep(first, entry(0));
    for (let i = 1; i < 12_000; i++) {
      cache.keep(blake2b256(Uint8Array.of(i, i >> 8)), entry(i));
      if (i > 1_000) cache.forget(blake2b256(Uint8Array.of(i - 1_000, (i - 1_000) >> 8)));
    }
    expect(cache.get(first)).toEqual(entry(0));
    expect(cache.heldBytes).toBeLessThanOrEqual(6 << 20); // 0.6 MiB are there, 7 MiB went through
    const small = new PreimageCache(4 << 20);
    small.keep(first, entry(0));
    for (let i = 1; i < 12_000; i++) {
      small.keep(blake2b256(Uint8Array.of(i, i >> 8)), entry(i));
      expect(small.get(first)).toBeDefined();
    }
    expect(small.get(blake2b256(Uint8Array.of(1, 0)))).toBeUndefined();
    expect(small.heldBytes).toBeLessThanOrEqual(4 << 20);
  });
});

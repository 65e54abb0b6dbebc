import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blake2b256 } from '../hash.ts';
import { RecentPreimages } from './recent-preimages.ts';

const preimage = (number: number) => new Uint8Array(1 + ((number * 37) % 600)).fill(number);

it('finds what it was given or nothing, and what was found stays true', () => {
  const step = fc.record({ keep: fc.boolean(), number: fc.nat(20_000) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 400 }), (steps) => {
      const recent = new RecentPreimages();
      const kept = new Set<number>();
      for (const { keep, number } of steps) {
        // A hash lies anywhere in other bytes, as those of children do.
        const bytes = new Uint8Array(70);
        bytes.set(blake2b256(preimage(number)), 33);
        const around = new Uint8Array(700);
        around.set(preimage(number), 9);
        const found = keep
          ? recent.keep(bytes, 33, { bytes: around, start: 9, end: 9 + preimage(number).length })
          : recent.find(bytes, 33);
        if (keep) kept.add(number);
        if (found) {
          expect(kept.has(number)).toBe(true);
          expect(found.bytes.subarray(found.start, found.end)).toEqual(preimage(number));
        }
        if (keep) expect(recent.find(bytes, 33)?.start).toBe(found?.start);
      }
    }),
    { numRuns: 30 },
  );
});

it('holds no more than a few megabytes, and goes on when they are full', () => {
  const recent = new RecentPreimages();
  const first = recent.keep(blake2b256(preimage(3)), 0, {
    bytes: preimage(3),
    start: 0,
    end: preimage(3).length,
  });
  const long = new Uint8Array(10_000).fill(1);
  const pieces = new Set<ArrayBufferLike>();
  for (let i = 0; i < 1000; i++) {
    const hash = blake2b256(preimage(i).with(0, 9));
    const { bytes } = recent.keep(hash, 0, { bytes: long, start: 0, end: long.length });
    expect(recent.find(hash, 0)?.bytes === bytes).toBe(true); // they are megabytes
    pieces.add(bytes.buffer);
  }
  expect(pieces.size).toBeGreaterThan(3);
  expect(Math.max(...Array.from(pieces, ({ byteLength }) => byteLength))).toBeLessThanOrEqual(1 << 21);
  expect(first.bytes.subarray(first.start, first.end)).toEqual(preimage(3));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blake2b256 } from './blake2b.ts';
import { blake2bEach, blake2bMany } from './many.ts';

function oneByOne(prefix: number, bytes: Uint8Array, length: number): Uint8Array {
  const digests: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) {
    digests.push(blake2b256(Uint8Array.of(prefix), bytes.subarray(at, at + length)));
  }
  return new Uint8Array(Buffer.concat(digests));
}

test('many messages at once have the digests that each has alone, whatever their number and length', () => {
  const lengths = fc.oneof(fc.integer({ min: 32, max: 700 }), fc.constantFrom(32, 64, 127, 128, 255, 4096));
  const lists = fc.tuple(lengths, fc.uint8Array({ maxLength: 20_000 }), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(lists, ([length, bytes, prefix]) => {
      expect(blake2bMany(prefix, bytes, length)).toEqual(oneByOne(prefix, bytes, length));
    }),
    { numRuns: 300 },
  );
});

test('more than the kernel holds at once is hashed in parts', () => {
  const bytes = Uint8Array.from({ length: 2_500_001 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24);
  for (const length of [32, 64, 4096]) {
    expect(Buffer.compare(blake2bMany(1, bytes, length), oneByOne(1, bytes, length))).toBe(0);
  }
});

test('messages of any lengths have the digests that each has alone', () => {
  const message = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(31, 32, 33, 80, 128, 129, 530), fc.integer({ min: 0, max: 3 }))
      .map(([length, first]) =>
        Uint8Array.from({ length }, (_, i) => (i === 0 ? first : (i * length) & 0xff)),
      ),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
      expect(blake2bEach(messages)).toEqual(messages.map((each) => blake2b256(each)));
    }),
    { numRuns: 300 },
  );
  const long = Array.from({ length: 5000 }, (_, i) => new Uint8Array(530).fill(i).with(0, 0x80));
  expect(blake2bEach(long)).toEqual(long.map((each) => blake2b256(each)));
  expect(blake2bEach([new Uint8Array(2_000_000)])).toEqual([blake2b256(new Uint8Array(2_000_000))]);
});

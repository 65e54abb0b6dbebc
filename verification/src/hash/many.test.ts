import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blake2b256 } from './blake2b.ts';
import { blake2bEach, blake2bMany, WrittenMessages } from './many.ts';

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

test('messages that are made where they are hashed have their digests, also once something else was hashed', () => {
  const group = fc.record({
    length: fc.constantFrom(33, 40, 128, 129, 530),
    count: fc.integer({ min: 1, max: 9 }),
    first: fc.nat(255),
    afterwards: fc.constantFrom('nothing' as const, 'each' as const, 'many' as const, 'another' as const),
  });
  fc.assert(
    fc.property(fc.array(group, { maxLength: 12 }), (groups) => {
      const hashed: { message: Uint8Array; seen: () => Uint8Array; digest: () => Uint8Array }[] = [];
      let written = new WrittenMessages();
      for (const { length, count, first, afterwards } of groups) {
        if (written.room(length) < count) written = new WrittenMessages();
        const messages = Array.from({ length: count }, (_, n) =>
          Uint8Array.from({ length }, (_, i) => (i === 0 ? first : i * (n + 7) + hashed.length)),
        );
        const at = written.hash(count, length, (i, memory, place) => memory.set(messages[i]!, place));
        const owner = written;
        for (const [i, message] of messages.entries()) {
          const digest = new Uint8Array(40);
          owner.copyTo(digest, 8, at.digests + 32 * i, 32);
          expect(digest.subarray(8)).toEqual(blake2b256(message));
          hashed.push({
            message,
            seen: () => owner.view(at.messages + i * at.stride, length),
            digest: () => owner.view(at.digests + 32 * i, 32),
          });
        }
        if (afterwards === 'each') blake2bEach([new Uint8Array(600).fill(first)]);
        if (afterwards === 'many') blake2bMany(1, new Uint8Array(9_000).fill(first), 64);
        if (afterwards === 'another')
          new WrittenMessages().hash(1, 700, (_, memory, place) => memory.fill(first, place, place + 700));
      }
      for (const { message, seen, digest } of hashed) {
        expect(seen()).toEqual(message);
        expect(digest()).toEqual(blake2b256(message));
      }
    }),
    { numRuns: 60 },
  );
});

test('there is room for messages until the memory is full or somebody else has it, and never for short or long ones', () => {
  const written = new WrittenMessages();
  expect([32, (1 << 19) + 1].map((length) => written.room(length))).toEqual([0, 0]);
  const room = written.room(1000);
  expect(room).toBeGreaterThan(1000);
  const last = new Uint8Array(1000).fill(5).with(999, 7);
  const at = written.hash(room, 1000, (_, memory, place) => memory.set(last, place));
  expect(written.room(1000)).toBe(0);
  expect(() => written.hash(1, 1000, () => {})).toThrow('no room for 1 messages of 1000 bytes');
  expect(written.view(at.digests + 32 * (room - 1), 32)).toEqual(blake2b256(last));
  expect(written.view(at.messages + at.stride * (room - 1), 1000)).toEqual(last);
});

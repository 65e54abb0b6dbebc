import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFile, sealFile } from './sealed-file.ts';

const KEY = new Uint8Array(32).fill(1);
const CHUNK = 65_536;

test('a sealed file opens to what it was, and is longer by a tag for each chunk', () => {
  for (const bytes of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]) {
    const plain = Uint8Array.from({ length: bytes }, (_, index) => (index * 7) & 255);
    const sealed = sealFile(KEY, 'dataset', plain);
    expect(sealed.length).toBe(bytes + 16 * Math.max(1, Math.ceil(bytes / CHUNK)));
    expect(Buffer.compare(openFile(KEY, 'dataset', sealed), plain)).toBe(0);
  }
});

test('nothing else opens: another key or file, a changed bit, chunks cut off, exchanged or repeated', () => {
  const plain = new Uint8Array(3 * CHUNK).fill(5);
  const sealed = sealFile(KEY, 'dataset', plain);
  const size = CHUNK + 16;
  const refused = (bytes: Uint8Array, key = KEY, file: 'dataset' | 'program' = 'dataset') =>
    expect(() => openFile(key, file, bytes)).toThrow(expect.objectContaining({ code: 'NotOpened' }));
  refused(sealed, new Uint8Array(32));
  refused(sealed, KEY, 'program');
  refused(sealed.subarray(0, 2 * size));
  refused(sealed.subarray(size));
  refused(new Uint8Array(0));
  refused(
    Buffer.concat([sealed.subarray(size, 2 * size), sealed.subarray(0, size), sealed.subarray(2 * size)]),
  );
  refused(Buffer.concat([sealed, sealed.subarray(2 * size)]));
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
      const changed = Uint8Array.from(sealed);
      changed[at]! ^= 1 << bit;
      refused(changed);
    }),
    { numRuns: 20 },
  );
});

import { blobRoot } from '@plumbline/verification/merkle/blob';
import { listRoot } from '@plumbline/verification/merkle/list';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { blobRef, CHUNK_BYTES, chunkCount, listRef } from './blob-ref.ts';
import { BlobStore } from './blob-store.ts';
import { verifyChunk } from './chunk-proof.ts';
import { openDatabase } from './database.ts';

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24);

async function store(): Promise<BlobStore> {
  const database = await openDatabase(await temporaryFolder());
  onTestFinished(() => database.close());
  return new BlobStore(database);
}

test('a blob comes back under the root that the protocol defines, whatever its length', async () => {
  const blobs = await store();
  for (const length of [0, 1, 4096, 4097, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5000]) {
    const bytes = pattern(length);
    const ref = await blobs.put(bytes);
    expect(ref).toEqual(blobRef(blobRoot(bytes), length));
    expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
    expect(await blobs.missing(ref)).toEqual([]);
  }
});

test('a list of hashes has the root of the list tree', async () => {
  const blobs = await store();
  const hashes = Array.from({ length: 9000 }, (_, i) => pattern(32).map((byte) => (byte + i) & 255));
  const ref = await blobs.put(Buffer.concat(hashes), 32);
  expect(ref).toEqual(listRef(listRoot(hashes), hashes.length));
  const second = await blobs.chunk(ref, 1);
  expect(second && verifyChunk(ref, 1, second.chunk, second.path)).toBe(true);
});

test('every chunk proves itself at its own place only', async () => {
  const blobs = await store();
  const ref = await blobs.put(pattern(4 * CHUNK_BYTES + 100));
  for (let index = 0; index < chunkCount(ref); index++) {
    const proven = await blobs.chunk(ref, index);
    expect(proven).toBeDefined();
    expect(verifyChunk(ref, index, proven!.chunk, proven!.path)).toBe(true);
    expect(verifyChunk(ref, (index + 1) % 5, proven!.chunk, proven!.path)).toBe(false);
    expect(verifyChunk({ ...ref, bytes: ref.bytes + 4096 }, index, proven!.chunk, proven!.path)).toBe(
      index < 4,
    );
  }
  expect(await blobs.chunk(ref, 5)).toBeUndefined();
  expect(await blobs.chunk(ref, -1)).toBeUndefined();
});

test('a blob that arrives in pieces counts once it is whole, and a wrong piece is refused', async () => {
  const [from, to] = [await store(), await store()];
  const bytes = pattern(2 * CHUNK_BYTES + 10);
  const ref = await from.put(bytes);
  await to.putChunk(ref, 2, (await from.chunk(ref, 2))!);
  await to.putChunk(ref, 0, (await from.chunk(ref, 0))!);
  expect(await to.missing(ref)).toEqual([1]);
  expect(await to.find(ref)).toBeUndefined();
  await expect(to.seal(ref)).rejects.toMatchObject({ code: 'BlobIncomplete' });
  const middle = (await from.chunk(ref, 1))!;
  const forged = middle.chunk.slice();
  forged[7]! ^= 1;
  await expect(to.putChunk(ref, 1, { ...middle, chunk: forged })).rejects.toMatchObject({
    code: 'ChunkWrong',
  });
  await to.putChunk(ref, 1, middle);
  await to.seal(ref);
  expect(Buffer.compare(await to.get(ref), bytes)).toBe(0);
  await to.delete(ref);
  expect(await to.missing(ref)).toEqual([0, 1, 2]);
  await expect(to.get(ref)).rejects.toMatchObject({ code: 'BlobMissing' });
});

import { blobRoot } from '@plumbline/verification/merkle/blob';
import { listRoot } from '@plumbline/verification/merkle/list';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { blobRef, CHUNK_BYTES, chunkCount, listRef } from './blob-ref.ts';
import { BlobStore } from './blob-store.ts';
import { verifyChunk } from './chunk-proof.ts';
import { openDatabase } from './database.ts';

const OWNER = 'task/1/files';

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24);

async function opened(): Promise<{ blobs: BlobStore; keys: () => Promise<string[]> }> {
  const database = await openDatabase(await temporaryFolder());
  onTestFinished(() => database.close());
  return { blobs: new BlobStore(database), keys: () => database.keys().all() };
}

const store = async (): Promise<BlobStore> => (await opened()).blobs;

test('a blob comes back under the root that the protocol defines, whatever its length', async () => {
  const blobs = await store();
  for (const length of [0, 1, 4096, 4097, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5000]) {
    const bytes = pattern(length);
    const ref = await blobs.put(OWNER, bytes);
    expect(ref).toEqual(blobRef(blobRoot(bytes), length));
    expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
    expect(await blobs.missing(ref)).toEqual([]);
  }
});

test('a list of hashes has the root of the list tree', async () => {
  const blobs = await store();
  const hashes = Array.from({ length: 9000 }, (_, i) => pattern(32).map((byte) => (byte + i) & 255));
  const ref = await blobs.put(OWNER, Buffer.concat(hashes), 32);
  expect(ref).toEqual(listRef(listRoot(hashes), hashes.length));
  const second = await blobs.chunk(ref, 1);
  expect(second && verifyChunk(ref, 1, second.chunk, second.path)).toBe(true);
});

test('every chunk proves itself at its own place only', async () => {
  const blobs = await store();
  const ref = await blobs.put(OWNER, pattern(4 * CHUNK_BYTES + 100));
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
  const ref = await from.put(OWNER, bytes);
  await to.putChunk(OWNER, ref, 2, (await from.chunk(ref, 2))!);
  await to.putChunk(OWNER, ref, 0, (await from.chunk(ref, 0))!);
  expect(await to.missing(ref)).toEqual([1]);
  expect(await to.find(ref)).toBeUndefined();
  await expect(to.seal(OWNER, ref)).rejects.toMatchObject({ code: 'BlobIncomplete' });
  const middle = (await from.chunk(ref, 1))!;
  const forged = middle.chunk.slice();
  forged[7]! ^= 1;
  await expect(to.putChunk(OWNER, ref, 1, { ...middle, chunk: forged })).rejects.toMatchObject({
    code: 'ChunkWrong',
  });
  await to.putChunk(OWNER, ref, 1, middle);
  await to.seal(OWNER, ref);
  expect(Buffer.compare(await to.get(ref), bytes)).toBe(0);
  await to.release(OWNER);
  expect(await to.missing(ref)).toEqual([0, 1, 2]);
  await expect(to.get(ref)).rejects.toMatchObject({ code: 'BlobMissing' });
});

test('a blob stays as long as anybody needs it, and nothing stays after that', async () => {
  const { blobs, keys } = await opened();
  const zeros = new Uint8Array(CHUNK_BYTES + 1);
  const shared = await blobs.put('task/1.0/trained', zeros);
  await blobs.put('task/1.0/trained', pattern(9));
  await blobs.put('task/10.0/trained', zeros);
  expect(await blobs.adopt('model/1.0', shared)).toBe(true);
  expect(await blobs.owners('task/')).toEqual(['task/1.0/trained', 'task/10.0/trained']);
  expect(await blobs.refs('task/1.0/trained')).toHaveLength(2);

  await blobs.release('task/1.0/trained');
  await blobs.release('task/10.0/trained');
  expect(await blobs.owners()).toEqual(['model/1.0']);
  expect(Buffer.compare(await blobs.get(shared), zeros)).toBe(0);
  expect(await blobs.has(blobRef(blobRoot(pattern(9)), 9))).toBe(false);
  await blobs.release('model/1.0');
  expect(await keys()).toEqual([]);
  expect(await blobs.adopt('model/1.0', shared)).toBe(false);
});

test('what was fetched in part goes with its owner, and is not sealed after that', async () => {
  const [from, { blobs, keys }] = [await store(), await opened()];
  const ref = await from.put(OWNER, pattern(2 * CHUNK_BYTES));
  for (const index of [0, 1]) await blobs.putChunk(OWNER, ref, index, (await from.chunk(ref, index))!);
  const sealed = blobs.seal(OWNER, ref).catch((thrown: unknown) => thrown);
  await blobs.release(OWNER);
  expect(await sealed).toMatchObject({ code: 'BlobIncomplete' });
  expect(await keys()).toEqual([]);
});

test('owners that put and let go of one blob at once never take it from each other', async () => {
  const { blobs, keys } = await opened();
  const bytes = pattern(3 * CHUNK_BYTES);
  const ref = await blobs.put('task/0/files', bytes);
  for (let round = 1; round < 30; round++) {
    const [released, kept] = [
      blobs.release(`task/${round - 1}/files`),
      blobs.put(`task/${round}/files`, bytes),
    ];
    await Promise.all(round % 2 === 0 ? [released, kept] : [kept, released]);
    expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
  }
  await blobs.release('task/29/files');
  expect(await keys()).toEqual([]);
});

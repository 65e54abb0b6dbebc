import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alteredTensorRoots } from '@plumbline/verification/forced/altered-state';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blobRef, listRef } from '../storage/blob-ref.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { Checkpoints } from './checkpoints.ts';

let folder: string;
let database: Database;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-checkpoints-'));
  database = await openDatabase(folder);
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

/** The state after some steps: one tensor of many chunks of which little changes, and two small ones. */
function stateAt(steps: number): Uint8Array[] {
  const large = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
  large[4096 * (steps % 70)] = 255;
  return [large, Uint8Array.of(steps, 1, 2, 3), new Uint8Array(8)];
}

test('checkpoints are in the store under the roots that the protocol defines before anybody hears of them', async () => {
  const store = new BlobStore(database);
  const checkpoints = new Checkpoints({ store, owner: 'me', sealedOwner: 'me/sealed', key: [1, 2] });
  const heard: number[] = [];
  try {
    for (let steps = 0; steps < 4; steps++) {
      await checkpoints.take(
        steps,
        (spare) => {
          // The tensors of the checkpoint before the last can be written anew.
          expect(spare?.map(({ length }) => length)).toEqual(
            steps < 2 ? undefined : stateAt(0).map(({ length }) => length),
          );
          return stateAt(steps).map((bytes, tensor) => {
            const into = spare?.[tensor] ?? new Uint8Array(bytes.length);
            into.set(bytes);
            return into;
          });
        },
        async ({ root, altered, candidate }) => {
          const roots = stateAt(steps).map(blobRoot);
          expect(root).toEqual(stateRoot(roots));
          expect(await store.get(listRef(root, 3))).toEqual(new Uint8Array(Buffer.concat(roots)));
          for (const [tensor, bytes] of stateAt(steps).entries()) {
            expect(Buffer.compare(await store.get(blobRef(roots[tensor]!, bytes.length)), bytes)).toBe(0);
          }
          expect(await store.ownersOf(listRef(root, 3))).toEqual(['me/sealed']);
          if (steps === 0) expect(altered).toEqual(root);
          else {
            const place = { checkpoint: steps, candidate };
            expect(altered).toEqual(stateRoot(alteredTensorRoots([1, 2], place, stateAt(steps), roots)));
            expect(altered).not.toEqual(root);
          }
          await checkpoints.sync();
          heard.push(steps);
        },
      );
    }
    await checkpoints.finished();
  } finally {
    await checkpoints.stop();
  }
  expect(heard).toEqual([0, 1, 2, 3]);
});

test('a failure to store a checkpoint stops the next one, and the end', async () => {
  const checkpoints = new Checkpoints({
    store: new BlobStore(database),
    owner: 'me',
    sealedOwner: 'me/sealed',
    key: [1, 2],
  });
  const failure = new Error('the disk is full');
  try {
    await checkpoints.take(
      0,
      () => stateAt(0),
      async () => {
        throw failure;
      },
    );
    const next = checkpoints.take(
      1,
      () => stateAt(1),
      async () => undefined,
    );
    await expect(next).rejects.toBe(failure);
    await expect(checkpoints.finished()).rejects.toBe(failure);
  } finally {
    await checkpoints.stop();
  }
});

test('a checkpoint whose bytes cannot be written is an error that says what to look at', async () => {
  const elsewhere = await openDatabase(join(folder, 'gone'));
  const store = new BlobStore(elsewhere);
  await elsewhere.close();
  await rm(join(folder, 'gone'), { recursive: true });
  const checkpoints = new Checkpoints({ store, owner: 'me', sealedOwner: 'me/sealed', key: [1, 2] });
  let heard = false;
  try {
    await checkpoints.take(
      0,
      () => stateAt(0),
      async () => {
        heard = true;
      },
    );
    await expect(checkpoints.finished()).rejects.toMatchObject({
      code: 'WriteFailed',
      message: expect.stringContaining('disk'),
    });
    expect(heard).toBe(false);
  } finally {
    await checkpoints.stop();
  }
});

test('once stopped it writes nothing and takes nothing', async () => {
  const aborted = new AbortController();
  const store = new BlobStore(database);
  const checkpoints = new Checkpoints({
    store,
    owner: 'me',
    sealedOwner: 'me/sealed',
    key: [1, 2],
    signal: aborted.signal,
  });
  let heard = false;
  const take = (): Promise<void> =>
    checkpoints.take(
      0,
      () => stateAt(0),
      async () => {
        heard = true;
      },
    );
  await take();
  aborted.abort();
  await checkpoints.stop();
  expect(heard).toBe(false);
  expect(await store.refs('me')).toEqual([]);
  await expect(take()).rejects.toThrow();
});

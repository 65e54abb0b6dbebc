import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { BlobRef } from '../storage/blob-ref.ts';
import { BlobStore, type OwnedBlob } from '../storage/blob-store.ts';
import { joinDatabase } from '../storage/database.ts';
import { type HashedState, StateHashes } from './hashed-state.ts';
import type { KeeperAnswer, KeeperData, KeeperQuestion } from './state-keeper.ts';

/** The thread of a StateKeeper. That nobody else changes what the store holds meanwhile is seen to by who asks. */
const { location, owner, sealedOwner } = workerData as KeeperData;
const hashes = new StateHashes();
const database = joinDatabase(location);
// Whoever asks for something learns of a failure.
database.catch(() => undefined);
let hashed: HashedState | undefined;
/** The state before, beside which leaves were found changed: nobody needs it any more. */
let before: readonly Uint8Array[] = [];
let stored: readonly BlobRef[] = [];
let turn = Promise.resolve();

parentPort?.on('message', (question: KeeperQuestion) => {
  turn = turn.then(() => answer(question)).catch((thrown) => send({ failed: messageOf(thrown) }));
});

async function answer(question: KeeperQuestion): Promise<void> {
  switch (question.ask) {
    case 'hash': {
      before = hashed?.tensors.map(({ bytes }) => bytes) ?? [];
      hashed = hashes.hash(question.state, question.alteration);
      send({ hashed: { root: hashed.root, altered: hashed.altered } });
      return;
    }
    case 'store':
      await store(question.from, question.to);
      return;
    case 'sync':
      await new BlobStore(await database).sync(stored);
      send({ synced: true });
      return;
    case 'close':
      await database.then((joined) => joined.close()).catch(() => undefined);
      parentPort?.close();
  }
}

async function store(from: number, to: number): Promise<void> {
  if (hashed === undefined) throw new TypeError('nothing was hashed');
  const { tensors, list } = hashed;
  const isEnd = to === tensors.length;
  const blobs = tensors.slice(from, to).map((blob): OwnedBlob => ({ owner, blob }));
  await new BlobStore(await database).putAll(isEnd ? [...blobs, { owner: sealedOwner, blob: list }] : blobs);
  if (!isEnd) {
    send({ stored: undefined });
    return;
  }
  stored = [...tensors, list].map(({ ref }) => ref);
  const spare = before;
  before = [];
  send(
    { stored: spare },
    spare.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

function send(answered: KeeperAnswer, transferred: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answered, transferred);
}

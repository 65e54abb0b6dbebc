import { levelOf } from '@plumbline/verification/merkle/level';
import { type Hash, rootOfHashes, rootOfLevel } from '@plumbline/verification/merkle/tree';
import { chunkKey, chunksOf, keyOf, refOf } from './blob-keys.ts';
import { BlobReader } from './blob-reader.ts';
import { type BlobRef, chunkCount, describeBlob, type LeafBytes, type ProvenChunk } from './blob-ref.ts';
import { chunkNode, chunkNodes, verifyChunk } from './chunk-proof.ts';
import { type Database, StorageError } from './database.ts';
import { batchesOf, type HashedBlob, storedBlob } from './hashed-blob.ts';
import { type Change, Holds } from './holds.ts';

/**
 * Blobs by (root, bytes, leaf size), kept in chunks. A blob that is being fetched is there chunk by chunk; it
 * counts as present once all of them are, and only then are the nodes over its chunks written beside it.
 *
 * Every blob is held by the owners that need it, such as `task/7/files`. It is stored once however many they are,
 * and goes with the last of them. Blob and hold are written, and go, in one batch: a crash leaves nothing behind
 * that no owner accounts for.
 */
export class BlobStore extends BlobReader {
  /** Where the database lies: what a thread joins it by. */
  readonly location: string;
  readonly #database: Database;
  readonly #holds: Holds;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    super(database);
    this.location = database.location;
    this.#database = database;
    this.#holds = new Holds(database);
  }

  /** Stores `bytes` as a blob (or, with 32-byte leaves, a list) for `owner` and returns its reference. */
  async put(owner: string, bytes: Uint8Array, leafBytes: LeafBytes = 4096): Promise<BlobRef> {
    const nodes = chunkNodes(bytes, leafBytes);
    const ref: BlobRef = { root: rootOfLevel(nodes), bytes: bytes.length, leafBytes };
    await this.putAll(owner, [{ ref, bytes, nodes }]);
    return ref;
  }

  /** Stores blobs whose hashes are known already, as many in a batch as is good for the database. */
  async putAll(owner: string, blobs: readonly HashedBlob[]): Promise<void> {
    const sizes = blobs.map(({ ref }) => ref.bytes);
    for (const [from, to] of batchesOf(sizes)) await this.#putTogether(owner, blobs.slice(from, to));
  }

  #putTogether(owner: string, blobs: readonly HashedBlob[]): Promise<void> {
    return this.alone(async () => {
      const present = await Promise.all(blobs.map(({ ref }) => this.has(ref)));
      const changes: Change[] = [];
      blobs.forEach((blob, i) => {
        changes.push(...this.#holds.added(owner, keyOf(blob.ref)));
        if (!present[i]) changes.push(...storedBlob(blob));
      });
      await this.#database.batch(changes);
    });
  }

  /** Makes `owner` one of those that need this blob; false when it is not (wholly) here. */
  async adopt(owner: string, ref: BlobRef): Promise<boolean> {
    return this.alone(async () => {
      if (!(await this.has(ref))) return false;
      await this.#database.batch(this.#holds.added(owner, keyOf(ref)));
      return true;
    });
  }

  /** All owners whose name begins with `start`. */
  owners(start = ''): Promise<string[]> {
    return this.#holds.owners(start);
  }

  /** Everybody who needs this blob. */
  ownersOf(ref: BlobRef): Promise<string[]> {
    return this.#holds.ownersOf(keyOf(ref));
  }

  /** What an owner holds, whole or partial. */
  async refs(owner: string): Promise<BlobRef[]> {
    return (await this.#holds.keysOf(owner)).map(refOf);
  }

  /** Ends all that `owner` holds; blobs that nobody else needs go with it, whole or partial. */
  async release(owner: string): Promise<void> {
    for (const key of await this.#holds.keysOf(owner)) {
      await this.alone(async () => {
        const changes = this.#holds.removed(owner, key);
        if (!(await this.#holds.isHeldByOthers(owner, key))) {
          changes.push({ type: 'del', key: `nodes:${key}` });
          for (const chunk of await this.#database.keys(chunksOf(key)).all())
            changes.push({ type: 'del', key: chunk });
        }
        await this.#database.batch(changes);
      });
    }
  }

  /** Keeps one chunk of a blob that `owner` fetches; refuses one that is not what the root commits to. */
  async putChunk(owner: string, ref: BlobRef, index: number, proven: ProvenChunk): Promise<void> {
    if (!verifyChunk(ref, index, proven.chunk, proven.path)) {
      throw new StorageError(
        'ChunkWrong',
        `chunk ${index} of ${describeBlob(ref)} does not belong to its root`,
      );
    }
    const key = keyOf(ref);
    await this.alone(() =>
      this.#database.batch([
        ...this.#holds.added(owner, key),
        { type: 'put', key: chunkKey(key, index), value: proven.chunk },
      ]),
    );
  }

  /** Declares a fetched blob whole, after all its chunks were put; checks it against the root once more. */
  async seal(owner: string, ref: BlobRef): Promise<void> {
    const key = keyOf(ref);
    const nodes: Hash[] = [];
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = await this.read(chunkKey(key, index));
      if (chunk === undefined) throw incomplete(ref, index);
      nodes.push(chunkNode(chunk, ref.leafBytes));
    }
    if (Buffer.compare(rootOfHashes(nodes), ref.root) !== 0) {
      throw new StorageError('ChunkWrong', `the chunks of ${describeBlob(ref)} do not give its root`);
    }
    await this.alone(async () => {
      // It may have been released while it was checked.
      const [gone] = await this.missing(ref);
      if (gone !== undefined) throw incomplete(ref, gone);
      const value = levelOf(nodes);
      await this.#database.batch([
        ...this.#holds.added(owner, key),
        { type: 'put', key: `nodes:${key}`, value },
      ]);
    });
  }

  /**
   * Does `work` while nobody else changes what this store holds: whoever looks who holds a blob and then acts on it must
   * not be interrupted by others that do. For what a thread does with the same database.
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function incomplete(ref: BlobRef, index: number): StorageError {
  return new StorageError('BlobIncomplete', `chunk ${index} of ${describeBlob(ref)} is not here yet`);
}

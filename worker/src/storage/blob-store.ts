import { levelOf } from '@plumbline/verification/merkle/level';
import { type Hash, rootOfHashes, rootOfLevel } from '@plumbline/verification/merkle/tree';
import { chunkKey, chunksOf, keyOf, refOf } from './blob-keys.ts';
import {
  type BlobRef,
  CHUNK_BYTES,
  chunkCount,
  describeBlob,
  type LeafBytes,
  type ProvenChunk,
} from './blob-ref.ts';
import { chunkNode, chunkNodes, chunkPath, verifyChunk } from './chunk-proof.ts';
import { type Database, StorageError } from './database.ts';
import { type HashedBlob, storedBlob } from './hashed-blob.ts';
import { type Change, Holds } from './holds.ts';

/** A batch is held in memory once more by the database; many small blobs in one are many times as fast as each alone. */
const BATCH_BYTES = 16 << 20;

/**
 * Blobs by (root, bytes, leaf size), kept in chunks. A blob that is being fetched is there chunk by chunk; it
 * counts as present once all of them are, and only then are the nodes over its chunks written beside it.
 *
 * Every blob is held by the owners that need it, such as `task/7/files`. It is stored once however many they are,
 * and goes with the last of them. Blob and hold are written, and go, in one batch: a crash leaves nothing behind
 * that no owner accounts for.
 */
export class BlobStore {
  readonly #database: Database;
  readonly #holds: Holds;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
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
    let [first, bytes] = [0, 0];
    for (const [i, blob] of blobs.entries()) {
      bytes += blob.bytes.length;
      if (bytes < BATCH_BYTES && i + 1 < blobs.length) continue;
      await this.#putTogether(owner, blobs.slice(first, i + 1));
      [first, bytes] = [i + 1, 0];
    }
  }

  #putTogether(owner: string, blobs: readonly HashedBlob[]): Promise<void> {
    return this.#alone(async () => {
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
    return this.#alone(async () => {
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
      await this.#alone(async () => {
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

  /** Whether the whole blob is here. */
  async has(ref: BlobRef): Promise<boolean> {
    return (await this.#database.get(`nodes:${keyOf(ref)}`)) !== undefined;
  }

  /** The whole blob, or undefined when it is not (wholly) here. */
  async find(ref: BlobRef): Promise<Uint8Array | undefined> {
    if (!(await this.has(ref))) return undefined;
    return this.#assemble(ref);
  }

  /** The whole blob; throws `BlobMissing` when it is not here. */
  async get(ref: BlobRef): Promise<Uint8Array> {
    const found = await this.find(ref);
    if (found === undefined) {
      throw new StorageError(
        'BlobMissing',
        `${describeBlob(ref)} is not in this worker's store; fetch it first`,
      );
    }
    return found;
  }

  /** One chunk of a whole blob with its path, to serve to a peer; undefined when the blob is not here. */
  async chunk(ref: BlobRef, index: number): Promise<ProvenChunk | undefined> {
    if (!Number.isInteger(index) || index < 0 || index >= chunkCount(ref)) return undefined;
    const key = keyOf(ref);
    const nodes = await this.#read(`nodes:${key}`);
    const chunk = await this.#read(chunkKey(key, index));
    if (nodes === undefined || chunk === undefined) return undefined;
    return { chunk, path: chunkPath(nodes, index) };
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
    await this.#alone(() =>
      this.#database.batch([
        ...this.#holds.added(owner, key),
        { type: 'put', key: chunkKey(key, index), value: proven.chunk },
      ]),
    );
  }

  /** Which chunks are not here yet; none for a whole blob. */
  async missing(ref: BlobRef): Promise<number[]> {
    if (await this.has(ref)) return [];
    const chunks = await this.#database.keys(chunksOf(keyOf(ref))).all();
    const present = new Set(chunks.map((chunk) => Number.parseInt(chunk.slice(-8), 16)));
    return Array.from({ length: chunkCount(ref) }, (_, index) => index).filter(
      (index) => !present.has(index),
    );
  }

  /** Declares a fetched blob whole, after all its chunks were put; checks it against the root once more. */
  async seal(owner: string, ref: BlobRef): Promise<void> {
    const key = keyOf(ref);
    const nodes: Hash[] = [];
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = await this.#read(chunkKey(key, index));
      if (chunk === undefined) throw incomplete(ref, index);
      nodes.push(chunkNode(chunk, ref.leafBytes));
    }
    if (Buffer.compare(rootOfHashes(nodes), ref.root) !== 0) {
      throw new StorageError('ChunkWrong', `the chunks of ${describeBlob(ref)} do not give its root`);
    }
    await this.#alone(async () => {
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

  /** The database gives a Buffer, whose `slice` does not copy; everybody else gets plain bytes. */
  async #read(key: string): Promise<Uint8Array | undefined> {
    const found = await this.#database.get(key);
    return found && new Uint8Array(found.buffer, found.byteOffset, found.byteLength);
  }

  async #assemble(ref: BlobRef): Promise<Uint8Array> {
    const key = keyOf(ref);
    const bytes = new Uint8Array(ref.bytes);
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = await this.#read(chunkKey(key, index));
      if (chunk === undefined) {
        throw new StorageError(
          'BlobMissing',
          `chunk ${index} of ${describeBlob(ref)} has vanished from the store`,
        );
      }
      bytes.set(chunk, index * CHUNK_BYTES);
    }
    return bytes;
  }

  /** Whoever looks who holds a blob and then acts on it must not be interrupted by others that do. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function incomplete(ref: BlobRef, index: number): StorageError {
  return new StorageError('BlobIncomplete', `chunk ${index} of ${describeBlob(ref)} is not here yet`);
}

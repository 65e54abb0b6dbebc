import { levelOf } from '@plumbline/verification/merkle/level';
import { type Hash, rootOfHashes, rootOfLevel } from '@plumbline/verification/merkle/tree';
import { FILE_BYTES } from './blob-files.ts';
import { chunkKey, keyOf, nodesKey, refOf } from './blob-keys.ts';
import { BlobReader, blobDamaged } from './blob-reader.ts';
import {
  type BlobRef,
  CHUNK_BYTES,
  chunkCount,
  chunkLength,
  describeBlob,
  type LeafBytes,
  type ProvenChunk,
} from './blob-ref.ts';
import { chunkNode, chunkNodes, verifyChunk } from './chunk-proof.ts';
import { type Database, StorageError } from './database.ts';
import { batchesOf, type HashedBlob, storedBlob } from './hashed-blob.ts';
import { type Change, Holds } from './holds.ts';

/** A blob with its hashes, and who needs it. */
export interface OwnedBlob {
  readonly owner: string;
  readonly blob: HashedBlob;
}

const IN_FILE = new Uint8Array(0);

/**
 * Blobs by (root, bytes, leaf size): large ones in files of their own, small ones in the database, in chunks. A blob
 * that is being fetched is there chunk by chunk; it counts as present once all of them are, and only then are the nodes
 * over its chunks in the database.
 *
 * Every blob is held by the owners that need it, such as `task/7/files`. It is stored once however many they are,
 * and goes with the last of them. Blob and hold are written, and go, in one batch: a crash leaves nothing in the
 * database that no owner accounts for. A file is written before that batch and removed after it, so whenever this is
 * killed there is a file behind whatever is listed; a file that is not, `removeLeftovers` takes away.
 */
export class BlobStore extends BlobReader {
  /** Where the database lies: what a thread joins it by. */
  readonly location: string;
  readonly #database: Database;
  readonly #holds: Holds;

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
    await this.putAll([{ owner, blob: { ref, bytes, nodes } }]);
    await this.sync([ref]);
    return ref;
  }

  /**
   * Stores blobs whose hashes are known already, some together. They outlive this process from then on, and what befalls
   * the machine from `sync` on.
   */
  async putAll(blobs: readonly OwnedBlob[]): Promise<void> {
    const sizes = blobs.map(({ blob }) => blob.ref.bytes);
    for (const [from, to] of batchesOf(sizes)) await this.#putTogether(blobs.slice(from, to));
  }

  /**
   * Waits until the files of these blobs are on the disk itself, as the journal is when its `put` returns, and with it
   * all that the database was given before: for who enters there that they are stored.
   */
  async sync(refs: readonly BlobRef[]): Promise<void> {
    for (const ref of refs) if (ref.bytes >= FILE_BYTES) await this.files.sync(keyOf(ref));
  }

  #putTogether(blobs: readonly OwnedBlob[]): Promise<void> {
    return this.alone(async () => {
      const keys = blobs.map(({ blob }) => keyOf(blob.ref));
      const present: boolean[] = [];
      for (const { blob } of blobs) present.push(await this.isHere(blob));
      const held = blobs.flatMap(({ owner }, i) => this.#holds.added(owner, keys[i] ?? ''));
      const fresh = blobs.map(({ blob }) => blob).filter((_, i) => !present[i]);
      const files = fresh.filter(({ ref }) => ref.bytes >= FILE_BYTES);
      try {
        for (const { ref, bytes } of files) this.files.write(keyOf(ref), bytes, 0);
        await this.#database.batch([...held, ...fresh.flatMap(storedBlob)]);
      } catch (thrown) {
        // A disk that is full is not to be filled with what nobody can read.
        for (const { ref } of files) await this.#removeUnheld(keyOf(ref)).catch(() => undefined);
        throw thrown;
      }
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
          changes.push(...(await this.absent(key)));
        }
        await this.#database.batch(changes);
        if (refOf(key).bytes >= FILE_BYTES) await this.#removeUnheld(key);
      });
    }
  }

  /** Removes the files that nobody accounts for, which a kill has left: what a worker does first. */
  async removeLeftovers(): Promise<void> {
    for (const key of await this.files.keys()) await this.alone(() => this.#removeUnheld(key));
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
    const isInFile = ref.bytes >= FILE_BYTES;
    await this.alone(async () => {
      const changes: Change[] = [
        ...this.#holds.added(owner, key),
        { type: 'put', key: chunkKey(key, index), value: isInFile ? IN_FILE : proven.chunk },
      ];
      try {
        if (isInFile) this.files.write(key, proven.chunk, index * CHUNK_BYTES);
        await this.#database.batch(changes);
      } catch (thrown) {
        // Before the first chunk nobody holds it, who would let go of it.
        if (isInFile) await this.#removeUnheld(key).catch(() => undefined);
        throw thrown;
      }
    });
  }

  /** Declares a fetched blob whole, after all its chunks were put; checks it against the root once more. */
  async seal(owner: string, ref: BlobRef): Promise<void> {
    const nodes: Hash[] = [];
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = new Uint8Array(chunkLength(ref, index));
      if (await this.readChunk(ref, index, chunk)) nodes.push(chunkNode(chunk, ref.leafBytes));
    }
    const isRight = nodes.length === chunkCount(ref) && Buffer.compare(rootOfHashes(nodes), ref.root) === 0;
    await this.sync([ref]);
    await this.alone(async () => {
      // It may have been released while it was checked.
      const [gone] = await this.missing(ref);
      if (gone !== undefined) {
        const message = `chunk ${gone} of ${describeBlob(ref)} is not here yet`;
        throw new StorageError('BlobIncomplete', message);
      }
      const key = keyOf(ref);
      const changes = this.#holds.added(owner, key);
      // Or have been put by somebody else.
      if (!(await this.has(ref))) {
        if (!isRight) {
          await this.giveUp(key);
          throw blobDamaged(ref);
        }
        changes.push({ type: 'put', key: nodesKey(key), value: levelOf(nodes) });
      }
      await this.#database.batch(changes);
    });
  }

  async #removeUnheld(key: string): Promise<void> {
    if ((await this.#holds.ownersOf(key)).length === 0) await this.files.remove(key);
  }
}

import { rootOfLevel } from '@plumbline/verification/merkle/tree';
import { codeOf, messageOf } from '../errors.ts';
import { BlobFiles, FILE_BYTES } from './blob-files.ts';
import { chunkKey, chunksOf, keyOf, nodesKey } from './blob-keys.ts';
import {
  type BlobRef,
  CHUNK_BYTES,
  chunkCount,
  chunkLength,
  describeBlob,
  type ProvenChunk,
} from './blob-ref.ts';
import { chunkNode, chunkPath, verifyChunk } from './chunk-proof.ts';
import { type Database, StorageError } from './database.ts';
import type { HashedBlob } from './hashed-blob.ts';
import type { Change } from './holds.ts';

/**
 * Reads blobs that a `BlobStore` keeps, from files or, small ones and those of older workers, from the database. What
 * it reads it checks against the root: bytes that the disk has changed are an error (`BlobDamaged`), never an answer.
 */
export class BlobReader {
  protected readonly files: BlobFiles;
  readonly #database: Database;
  #turn: Promise<unknown> = Promise.resolve();
  #givenUp = 0;

  constructor(database: Database) {
    this.#database = database;
    this.files = new BlobFiles(database.location);
  }

  /** How many blobs were given up since this was opened, because they were damaged. */
  get givenUp(): number {
    return this.#givenUp;
  }

  /** Whether the whole blob is here. */
  async has(ref: BlobRef): Promise<boolean> {
    return this.#database.has(nodesKey(keyOf(ref)));
  }

  /** The whole blob, or undefined when it is not (wholly) here. */
  find(ref: BlobRef): Promise<Uint8Array | undefined> {
    return this.#orGiveUp(ref, () => this.#find(ref));
  }

  async #find(ref: BlobRef): Promise<Uint8Array | undefined> {
    const nodes = await this.#read(nodesKey(keyOf(ref)));
    if (nodes === undefined) return undefined;
    if (Buffer.compare(rootOfLevel(nodes), ref.root) !== 0) throw blobDamaged(ref);
    const bytes = new Uint8Array(ref.bytes);
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
      const isThere = await this.readChunk(ref, index, chunk);
      const node = nodes.subarray(index * ref.root.length, (index + 1) * ref.root.length);
      if (!isThere || Buffer.compare(chunkNode(chunk, ref.leafBytes), node) !== 0) throw blobDamaged(ref);
    }
    return bytes;
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
    return this.#orGiveUp(ref, () => this.#chunk(ref, index));
  }

  async #chunk(ref: BlobRef, index: number): Promise<ProvenChunk | undefined> {
    const nodes = await this.#read(nodesKey(keyOf(ref)));
    if (nodes === undefined) return undefined;
    const chunk = new Uint8Array(chunkLength(ref, index));
    const path = chunkPath(nodes, index);
    const isThere = await this.readChunk(ref, index, chunk);
    if (!isThere || !verifyChunk(ref, index, chunk, path)) throw blobDamaged(ref);
    return { chunk, path };
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

  /** Fills `into` with a chunk that should be here, unchecked; false when it is not. */
  protected async readChunk(ref: BlobRef, index: number, into: Uint8Array): Promise<boolean> {
    const key = keyOf(ref);
    const stored = await this.#read(chunkKey(key, index));
    if (stored?.length === into.length) {
      into.set(stored);
      return true;
    }
    return ref.bytes >= FILE_BYTES && this.files.read(key, index * CHUNK_BYTES, into);
  }

  /**
   * Whether a blob is here whose bytes are at hand. When the machine goes down before a file is on the disk the database
   * may list it all the same: what is damaged so, or otherwise, is given up.
   */
  protected async isHere({ ref, bytes, nodes }: HashedBlob): Promise<boolean> {
    const key = keyOf(ref);
    // To hand the question to another thread takes longer than to answer it here.
    const listed = this.#database.getSync(nodesKey(key));
    if (listed === undefined) return false;
    if (Buffer.compare(listed, nodes) !== 0) {
      await this.giveUp(key);
      return false;
    }
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = new Uint8Array(chunkLength(ref, index));
      const right = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
      if ((await this.readChunk(ref, index, chunk)) && Buffer.compare(chunk, right) === 0) continue;
      await this.giveUp(key);
      return false;
    }
    return true;
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

  /**
   * What seems damaged is looked at again while nobody changes anything: it may have gone and come meanwhile. Then it is
   * given up, so that it can be fetched or made anew.
   */
  async #orGiveUp<T>(ref: BlobRef, look: () => Promise<T>): Promise<T> {
    const isDamaged = (thrown: unknown): boolean => codeOf(thrown) === 'BlobDamaged';
    try {
      return await look();
    } catch (thrown) {
      if (!isDamaged(thrown)) throw thrown;
    }
    return this.alone(async () => {
      try {
        return await look();
      } catch (thrown) {
        if (isDamaged(thrown)) await this.giveUp(keyOf(ref));
        throw thrown;
      }
    });
  }

  /** Whoever holds it does so without any of its bytes. */
  protected async giveUp(key: string): Promise<void> {
    this.#givenUp++;
    await this.#database.batch(await this.absent(key));
    await this.files.remove(key);
  }

  /** What a blob that is gone is in the database. */
  protected async absent(key: string): Promise<Change[]> {
    const chunks = await this.#database.keys(chunksOf(key)).all();
    return [nodesKey(key), ...chunks].map((gone) => ({ type: 'del', key: gone }));
  }

  /** The database gives a Buffer, whose `slice` does not copy; everybody else gets plain bytes. */
  async #read(key: string): Promise<Uint8Array | undefined> {
    const found = await this.#database.get(key).catch((thrown: unknown) => {
      throw unreadable(this.#database.location, thrown);
    });
    return found && new Uint8Array(found.buffer, found.byteOffset, found.byteLength);
  }
}

/** LevelDB itself cannot read what it has; that it is closed says nothing about the disk. */
function unreadable(folder: string, thrown: unknown): unknown {
  if (codeOf(thrown) === 'LEVEL_DATABASE_NOT_OPEN') return thrown;
  const message =
    `the database ${folder} cannot be read (${messageOf(thrown)}): have a look at the disk. To start anew, move the ` +
    'folder away while no task is unfinished: secrets and verdicts that are owed lie there as well';
  return new StorageError('ReadFailed', message, { folder }, thrown);
}

/** Bytes on the disk are not those that were stored. */
export function blobDamaged(ref: BlobRef): StorageError {
  return new StorageError(
    'BlobDamaged',
    `${describeBlob(ref)} is damaged on the disk: it no longer has its root. It is given up here, and fetched or made ` +
      'anew when it is needed; have a look at the disk if this happens again',
  );
}

import { type Hash, rootOfHashes } from '@plumbline/verification/merkle/tree';
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

/**
 * Blobs by (root, bytes, leaf size), kept in chunks. A blob that is being fetched is there chunk by chunk; it
 * counts as present once all of them are, and only then are the nodes over its chunks written beside it.
 */
export class BlobStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stores `bytes` as a blob (or, with 32-byte leaves, a list) in one atomic batch and returns its reference. */
  async put(bytes: Uint8Array, leafBytes: LeafBytes = 4096): Promise<BlobRef> {
    const nodes = chunkNodes(bytes, leafBytes);
    const ref: BlobRef = { root: rootOfHashes(nodes), bytes: bytes.length, leafBytes };
    const key = keyOf(ref);
    if (await this.has(ref)) return ref;
    const batch = this.#database.batch();
    nodes.forEach((_, index) => {
      batch.put(chunkKey(key, index), bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
    });
    batch.put(`nodes:${key}`, joinHashes(nodes));
    await batch.write();
    return ref;
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

  /** A whole list whose length is not known, or undefined; only roots that were checked before should be asked for. */
  async findList(root: Hash): Promise<Uint8Array | undefined> {
    const start = `nodes:${Buffer.from(root).toString('hex')}:32:`;
    const [key] = await this.#database.keys({ gte: start, lt: `${start};`, limit: 1 }).all();
    return key === undefined
      ? undefined
      : this.find({ root, leafBytes: 32, bytes: Number(key.slice(start.length)) });
  }

  /** One chunk of a whole blob with its path, to serve to a peer; undefined when the blob is not here. */
  async chunk(ref: BlobRef, index: number): Promise<ProvenChunk | undefined> {
    if (!Number.isInteger(index) || index < 0 || index >= chunkCount(ref)) return undefined;
    const key = keyOf(ref);
    const nodes = await this.#read(`nodes:${key}`);
    const chunk = await this.#read(chunkKey(key, index));
    if (nodes === undefined || chunk === undefined) return undefined;
    return { chunk, path: chunkPath(splitHashes(nodes), index) };
  }

  /** Keeps one chunk of a blob that is being fetched; refuses one that is not what the root commits to. */
  async putChunk(ref: BlobRef, index: number, proven: ProvenChunk): Promise<void> {
    if (!verifyChunk(ref, index, proven.chunk, proven.path)) {
      throw new StorageError(
        'ChunkWrong',
        `chunk ${index} of ${describeBlob(ref)} does not belong to its root`,
      );
    }
    await this.#database.put(chunkKey(keyOf(ref), index), proven.chunk);
  }

  /** Which chunks are not here yet; none for a whole blob. */
  async missing(ref: BlobRef): Promise<number[]> {
    if (await this.has(ref)) return [];
    const key = keyOf(ref);
    const present = new Set<number>();
    const range = { gte: `chunk:${key}:`, lt: `chunk:${key};` };
    for await (const found of this.#database.keys(range)) present.add(Number.parseInt(found.slice(-8), 16));
    return Array.from({ length: chunkCount(ref) }, (_, index) => index).filter(
      (index) => !present.has(index),
    );
  }

  /** Declares a fetched blob whole, after all its chunks were put; checks it against the root once more. */
  async seal(ref: BlobRef): Promise<void> {
    const key = keyOf(ref);
    const nodes: Hash[] = [];
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = await this.#read(chunkKey(key, index));
      if (chunk === undefined) {
        throw new StorageError('BlobIncomplete', `chunk ${index} of ${describeBlob(ref)} is not here yet`);
      }
      nodes.push(chunkNode(chunk, ref.leafBytes));
    }
    if (Buffer.compare(rootOfHashes(nodes), ref.root) !== 0) {
      throw new StorageError('ChunkWrong', `the chunks of ${describeBlob(ref)} do not give its root`);
    }
    await this.#database.put(`nodes:${key}`, joinHashes(nodes));
  }

  /** Forgets a blob, whole or partial. */
  async delete(ref: BlobRef): Promise<void> {
    const key = keyOf(ref);
    await this.#database.del(`nodes:${key}`);
    await this.#database.clear({ gte: `chunk:${key}:`, lt: `chunk:${key};` });
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
}

function keyOf(ref: BlobRef): string {
  return `${Buffer.from(ref.root).toString('hex')}:${ref.leafBytes}:${ref.bytes}`;
}

function chunkKey(key: string, index: number): string {
  return `chunk:${key}:${index.toString(16).padStart(8, '0')}`;
}

function joinHashes(hashes: readonly Hash[]): Uint8Array {
  return Buffer.concat(hashes);
}

function splitHashes(bytes: Uint8Array): Hash[] {
  return Array.from({ length: bytes.length / 32 }, (_, index) => bytes.slice(index * 32, index * 32 + 32));
}

import { chunkKey, chunksOf, keyOf } from './blob-keys.ts';
import { type BlobRef, CHUNK_BYTES, chunkCount, describeBlob, type ProvenChunk } from './blob-ref.ts';
import { chunkPath } from './chunk-proof.ts';
import { type Database, StorageError } from './database.ts';

/** Reads blobs from a database in which a `BlobStore` keeps them. */
export class BlobReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
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
    const nodes = await this.read(`nodes:${key}`);
    const chunk = await this.read(chunkKey(key, index));
    if (nodes === undefined || chunk === undefined) return undefined;
    return { chunk, path: chunkPath(nodes, index) };
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

  /** The database gives a Buffer, whose `slice` does not copy; everybody else gets plain bytes. */
  protected async read(key: string): Promise<Uint8Array | undefined> {
    const found = await this.#database.get(key);
    return found && new Uint8Array(found.buffer, found.byteOffset, found.byteLength);
  }

  async #assemble(ref: BlobRef): Promise<Uint8Array> {
    const key = keyOf(ref);
    const bytes = new Uint8Array(ref.bytes);
    for (let index = 0; index < chunkCount(ref); index++) {
      const chunk = await this.read(chunkKey(key, index));
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

import { mkdir, readdir } from 'node:fs/promises';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { Level } from 'level';
import { decodeHeader, type Header } from '../block/header.ts';
import { concatBytes, equalBytes, u32BigEndian } from '../bytes.ts';
import { messageOf, NodeError } from '../errors.ts';
import { vecOf, withLength } from '../scale.ts';
import { badDatabase, openError } from './errors.ts';

/** Layout of the keys; a database of another layout is refused. */
const LAYOUT = 1;

/** First byte of a key: what kind of entry it is. */
const PREFIX = { meta: 0x6d, canonical: 0x62, header: 0x68, body: 0x78, preimage: 0x74 };
const META = { layout: metaKey('layout'), head: metaKey('head') };

function metaKey(name: string): Uint8Array {
  return concatBytes(Uint8Array.of(PREFIX.meta), new TextEncoder().encode(name));
}

function keyOf(prefix: number, name: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(prefix), name);
}

/** A block as it enters the database, with the preimages that its state has and the states before did not. */
export interface BlockRecord {
  readonly header: Header;
  readonly body: readonly Uint8Array[];
  readonly preimages: readonly { readonly hash: Uint8Array; readonly bytes: Uint8Array }[];
}

/**
 * The blocks and states of a chain in LevelDB. State trie nodes lie under their hash and are never deleted, so the
 * state at every block stays readable; each block is one atomic batch that also moves the head.
 */
export class ChainDatabase {
  readonly folder: string;
  readonly #level: Level<Uint8Array, Uint8Array>;

  private constructor(folder: string, level: Level<Uint8Array, Uint8Array>) {
    this.folder = folder;
    this.#level = level;
  }

  /** Opens or creates the database. Throws `NodeError` `NoFolder`, `DatabaseInUse` or `BadDatabase`. */
  static async open(folder: string): Promise<ChainDatabase> {
    const files = await listFolder(folder);
    const holdsData = files.some((file) => file.startsWith('MANIFEST-') || /\.(ldb|log)$/.test(file));
    // LevelDB would quietly start an empty database over what is left of one whose CURRENT file is gone.
    if (holdsData && !files.includes('CURRENT')) throw badDatabase(folder, 'the file CURRENT is missing');
    const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
    try {
      await level.open({ cacheSize: 32 << 20 });
    } catch (error) {
      throw openError(folder, error);
    }
    const database = new ChainDatabase(folder, level);
    try {
      await database.#checkLayout(holdsData);
    } catch (error) {
      await level.close();
      throw error;
    }
    return database;
  }

  async #checkLayout(holdsData: boolean): Promise<void> {
    const layout = this.#read(META.layout)?.[0];
    if (layout === LAYOUT) return;
    if (layout !== undefined) {
      throw badDatabase(this.folder, `it has layout ${layout}, and this node reads layout ${LAYOUT}`);
    }
    if (holdsData && (await this.#hasEntries()))
      throw badDatabase(this.folder, 'its layout entry is missing');
    await this.#level.put(META.layout, Uint8Array.of(LAYOUT));
  }

  async #hasEntries(): Promise<boolean> {
    for await (const _ of this.#level.keys({ limit: 1 })) return true;
    return false;
  }

  /** Hash of the newest block, undefined in a new database. */
  headHash(): Uint8Array | undefined {
    return this.#read(META.head);
  }

  /** Hash of the block with this number. */
  blockHash(number: number): Uint8Array | undefined {
    return this.#read(keyOf(PREFIX.canonical, u32BigEndian(number)));
  }

  header(hash: Uint8Array): Header | undefined {
    const encoded = this.#read(keyOf(PREFIX.header, hash));
    return encoded && decodeHeader(encoded);
  }

  /** The extrinsics of a block. */
  body(hash: Uint8Array): Uint8Array[] | undefined {
    const encoded = this.#read(keyOf(PREFIX.body, hash));
    if (!encoded) return undefined;
    const reader = new ScaleReader(encoded);
    return Array.from({ length: reader.length() }, () => reader.take(reader.length()));
  }

  /** A state trie node or long value by its hash. */
  preimage(hash: Uint8Array): Uint8Array | undefined {
    return this.#read(keyOf(PREFIX.preimage, hash));
  }

  /** Writes a block and makes it the head, in one atomic batch. */
  async writeBlock({ header, body, preimages }: BlockRecord): Promise<void> {
    const batch = this.#level.batch();
    for (const { hash, bytes } of preimages) batch.put(keyOf(PREFIX.preimage, hash), bytes);
    batch.put(keyOf(PREFIX.header, header.hash), header.encoded);
    batch.put(keyOf(PREFIX.body, header.hash), vecOf(body.map(withLength)));
    batch.put(keyOf(PREFIX.canonical, u32BigEndian(header.number)), header.hash);
    batch.put(META.head, header.hash);
    await batch.write();
  }

  /** Makes a stored block the head, in one atomic batch. What came after it stays, under its hash alone. */
  async moveHead(target: Header, from: Header): Promise<void> {
    const batch = this.#level.batch();
    for (let number = target.number + 1; number <= from.number; number++) {
      batch.del(keyOf(PREFIX.canonical, u32BigEndian(number)));
    }
    for (let block: Header | undefined = target; block; block = this.header(block.parentHash)) {
      const listed = this.blockHash(block.number);
      if (listed && equalBytes(listed, block.hash)) break;
      batch.put(keyOf(PREFIX.canonical, u32BigEndian(block.number)), block.hash);
    }
    batch.put(META.head, target.hash);
    await batch.write();
  }

  async close(): Promise<void> {
    await this.#level.close();
  }

  #read(key: Uint8Array): Uint8Array | undefined {
    let value: Uint8Array | undefined;
    try {
      value = this.#level.getSync(key);
    } catch (error) {
      throw badDatabase(this.folder, messageOf(error), error);
    }
    // LevelDB gives a Buffer, whose `slice` is not that of other byte arrays.
    return value && new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
}

/** The files of a folder, which is made when it is missing. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  } catch (error) {
    throw new NodeError(
      'NoFolder',
      `cannot keep the chain in ${folder}: ${messageOf(error)}. Choose another folder with --base-path.`,
      error,
    );
  }
}

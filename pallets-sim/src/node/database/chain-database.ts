import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { decodeHeader, type Header } from '../block/header.ts';
import { equalBytes, u32BigEndian } from '../bytes.ts';
import { u32Bytes, vecOf, withLength } from '../scale.ts';
import type { StateDelta } from '../state/state-delta.ts';
import { agreedPruning } from './agreed-pruning.ts';
import { firstBody, pruneBodies, startBodies } from './block-pruning.ts';
import { ClosedMark } from './closed-mark.ts';
import type { DatabaseOptions } from './database-options.ts';
import { badRecord } from './errors.ts';
import { LateState } from './late-state.ts';
import { checkLayout } from './layout.ts';
import type { Pruning } from './pruning-mode.ts';
import { metaName } from './record.ts';
import { Records } from './records.ts';
import { type StateChange, StatePruning } from './state-pruning.ts';

const META = { origin: metaName('origin'), head: metaName('head') };

const MOST_AT_ONCE = 256;

/** A block as it enters the database, with how its state differs from its parent's. */
export interface BlockRecord extends StateChange {
  readonly header: Header;
  readonly body: readonly Uint8Array[];
  /** What it changes, from which its state can be computed again; without it, the state is stored with the block. */
  readonly delta?: StateDelta;
}

/**
 * The blocks and states of a chain. State trie nodes lie under their hash, shared by all states that have them; each
 * block is one atomic write that also moves the head. The state is part of it or, when many nodes change, a second one
 * behind it, with what has become too old: until then the first holds what the block has changed, which is much less.
 */
export class ChainDatabase {
  readonly folder: string;
  readonly pruning: Pruning;
  readonly #records: Records;
  readonly #states: StatePruning;
  readonly closedMark: ClosedMark;
  readonly #late: LateState;
  readonly #mostAtOnce: number;
  #origin: number;

  private constructor(records: Records, pruning: Pruning, mostAtOnce = MOST_AT_ONCE) {
    this.#mostAtOnce = mostAtOnce;
    this.folder = records.folder;
    this.#records = records;
    this.pruning = pruning;
    this.#states = new StatePruning(records, pruning);
    this.#late = new LateState(records, this.#states);
    this.closedMark = new ClosedMark(records);
    const origin = records.get('meta', META.origin);
    this.#origin = origin ? new ScaleReader(origin).u32() : 0;
  }

  /**
   * Opens or creates the database.
   *
   * @throws NodeError as `Records.open` and `checkLayout`, and `OtherPruning` when it was made for another way of pruning states
   */
  static async open(folder: string, options: DatabaseOptions): Promise<ChainDatabase> {
    const records = await Records.open(folder, options.isSynced);
    try {
      await checkLayout(records);
      const pruning = await agreedPruning(records, options.pruning, options.defaults);
      return new ChainDatabase(records, pruning, options.mostAtOnce);
    } catch (error) {
      await records.close();
      throw error;
    }
  }

  /** Hash of the newest block, undefined in a new database. */
  headHash(): Uint8Array | undefined {
    return this.#records.get('meta', META.head);
  }

  /** Hash of the block with this number. */
  blockHash(number: number): Uint8Array | undefined {
    return this.#records.get('canonical', u32BigEndian(number));
  }

  /** Throws `NodeError` `CorruptRecord`. */
  header(hash: Uint8Array): Header | undefined {
    const encoded = this.#records.get('header', hash);
    if (!encoded) return undefined;
    const header = readHeader(encoded);
    if (!header || !equalBytes(header.hash, hash)) throw badRecord(this.folder, 'header', hash);
    return header;
  }

  /** The extrinsics of a block, as long as they are kept. */
  body(hash: Uint8Array): Uint8Array[] | undefined {
    const encoded = this.#records.get('body', hash);
    if (!encoded) return undefined;
    const reader = new ScaleReader(encoded);
    return Array.from({ length: reader.length() }, () => reader.take(reader.length()));
  }

  /** The lowest number, apart from genesis, of a block of the chain whose extrinsics are kept. */
  firstBody(): number {
    return firstBody(this.#records);
  }

  /** A state trie node or long value by its hash; the reader checks that it has that hash. */
  preimage(hash: Uint8Array): Uint8Array | undefined {
    return this.#records.get('preimage', hash) ?? this.#late.preimage(hash);
  }

  /** Whether the state at a stored block is kept. */
  keepsState(hash: Uint8Array): boolean {
    if (this.#late.isOf(hash)) return true;
    const genesis = this.#origin > 0 ? this.blockHash(0) : undefined;
    return !(genesis && equalBytes(genesis, hash)) && this.#states.keeps(hash);
  }

  /** Keeps a state that is kept now, until the returned function is called or the database is closed. */
  pinState(hash: Uint8Array): () => void {
    return this.#states.pins.add(hash);
  }

  /** Number of the block that the chain began with here, whose ancestors it does not have: 0 unless it was a dump. */
  get origin(): number {
    return this.#origin;
  }

  /** Says that the first block to be written is not the genesis, which is given without its state. */
  async writeStart({ header, body }: BlockRecord, first: Header): Promise<void> {
    const transaction = this.#records.transaction();
    transaction.put('header', header.hash, header.encoded);
    transaction.put('body', header.hash, vecOf(body.map(withLength)));
    transaction.put('canonical', u32BigEndian(0), header.hash);
    transaction.put('meta', META.origin, u32Bytes(first.number));
    startBodies(transaction, first.number);
    await transaction.commit();
    this.#origin = first.number;
  }

  /** Writes a block and makes it the head, in one atomic write; there may be more to write of its state then. */
  async writeBlock(block: BlockRecord): Promise<void> {
    const { header, body, delta } = block;
    if (this.#late.isWaiting) await this.#late.settle();
    const transaction = this.#records.transaction();
    transaction.put('header', header.hash, header.encoded);
    transaction.put('body', header.hash, vecOf(body.map(withLength)));
    transaction.put('canonical', u32BigEndian(header.number), header.hash);
    transaction.put('meta', META.head, header.hash);
    pruneBodies(transaction, this.pruning.blocks, header.number);
    const isLate = delta !== undefined && block.preimages.length > this.#mostAtOnce;
    if (isLate) this.#late.announce(transaction, delta);
    else this.#states.write(transaction, header, block);
    await transaction.commit();
    if (isLate) this.#late.add(header, block);
  }

  /** The state at the newest block, if it is stored behind the block. */
  get lateState(): LateState {
    return this.#late;
  }

  /** Makes a stored block the head, in one atomic write. What came after it stays, under its hash alone. */
  async moveHead(target: Header, from: Header): Promise<void> {
    await this.#late.settle();
    const transaction = this.#records.transaction();
    for (let number = target.number + 1; number <= from.number; number++) {
      transaction.delete('canonical', u32BigEndian(number));
    }
    for (let block: Header | undefined = target; block; block = this.header(block.parentHash)) {
      const listed = this.blockHash(block.number);
      if (listed && equalBytes(listed, block.hash)) break;
      transaction.put('canonical', u32BigEndian(block.number), block.hash);
    }
    transaction.put('meta', META.head, target.hash);
    await transaction.commit();
  }

  /** Closes it so that the next who opens it need not look at all of the state. */
  async leave(): Promise<void> {
    const whole = this.#late.settle().then(() => this.closedMark.set());
    await whole.catch(() => undefined); // what the disk refuses now is made up for at the next start
    await this.close();
  }

  /** Closes it as it is. */
  async close(): Promise<void> {
    await this.#late.settle().catch(() => undefined);
    await this.#records.close();
  }
}

function readHeader(encoded: Uint8Array): Header | undefined {
  try {
    return decodeHeader(encoded);
  } catch {
    return undefined; // what cannot be read does not have the right hash either
  }
}

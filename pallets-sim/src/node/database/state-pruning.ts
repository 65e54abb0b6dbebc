import type { Header } from '../block/header.ts';
import { concatBytes, equalBytes, mapKey, u32BigEndian } from '../bytes.ts';
import { badRecord } from './errors.ts';
import { decodeJournal, encodeJournal, type Journal } from './journal.ts';
import { addBlockAt, blocksAt, removeBlockAt } from './levels.ts';
import { Pins } from './pins.ts';
import type { Pruning } from './pruning-mode.ts';
import type { Records, Transaction } from './records.ts';
import { type Preimage, ReferenceCounts } from './reference-counts.ts';

const BASE = new TextEncoder().encode('base');
/** At most so many old states go with one block, so that none takes long after pins were let go. */
const STATES_A_BLOCK = 64;
/** A new block's state and its parent's, which is that of the head until the disk has the block. */
const LEAST_STATES = 2;

/** How a block changes the state. */
export interface StateChange {
  readonly preimages: readonly Preimage[];
  readonly removed: readonly Uint8Array[];
}

interface Place {
  readonly number: number;
  readonly hash: Uint8Array;
}

/**
 * Keeps the states that the pruning mode asks for, and forgets the others. All kept states descend from one, the base;
 * what the others add to their parents' and take away is in their journals. The base moves up block by block, and what
 * branched off below it goes as a whole.
 */
export class StatePruning {
  readonly pins = new Pins();
  readonly #records: Records;
  readonly #pruning: Pruning;
  /** What the last write forgets: until the disk has it, who begins to read such a state finds half of it. */
  readonly #going = new Set<string>();

  constructor(records: Records, pruning: Pruning) {
    this.#records = records;
    this.#pruning = pruning;
  }

  /** Whether the state at a stored block is kept. */
  keeps(hash: Uint8Array): boolean {
    if (this.#pruning.state === 'archive') return true;
    if (this.#going.has(mapKey(hash))) return false;
    const base = readBase(this.#records);
    if (base && equalBytes(base.hash, hash)) return true;
    return this.#records.get('journal', hash) !== undefined;
  }

  /** Adds the state at a new head, which is on the list of the chain already, and forgets what is too old then. */
  write(transaction: Transaction, header: Header, change: StateChange): void {
    const { state } = this.#pruning;
    const { number, hash } = header;
    this.#going.clear();
    // The same block can be made a second time, on a head that was moved back.
    const isNew = !blocksAt(transaction, number).some((other) => equalBytes(other, hash));
    if (isNew) addBlockAt(transaction, number, hash);
    if (state === 'archive') {
      for (const { hash: name, bytes } of change.preimages) transaction.add('preimage', name, bytes);
      return;
    }
    const counts = new ReferenceCounts();
    if (isNew) this.#insert(transaction, header, change, counts);
    if (state === 'archive-canonical') this.#leaveBranches(transaction, header, counts);
    else this.#moveBase(transaction, number - Math.max(state, LEAST_STATES), counts);
    counts.apply(transaction, this.#records);
  }

  #insert(transaction: Transaction, header: Header, change: StateChange, counts: ReferenceCounts): void {
    counts.insert(change.preimages);
    if (!readBase(transaction)) {
      writeBase(transaction, header);
      return;
    }
    const inserted = change.preimages.map(({ hash }) => hash);
    // Only a base that moves needs to know what was removed.
    const removed = this.#pruning.state === 'archive-canonical' ? [] : change.removed;
    transaction.put(
      'journal',
      header.hash,
      encodeJournal({ parentHash: header.parentHash, inserted, removed }),
    );
  }

  /** Forgets what else was built on the parent of a block, unless it is pinned. */
  #leaveBranches(transaction: Transaction, header: Header, counts: ReferenceCounts): void {
    for (const hash of blocksAt(transaction, header.number)) {
      if (equalBytes(hash, header.hash)) continue;
      if (!equalBytes(this.#journal(transaction, hash).parentHash, header.parentHash)) continue;
      const branch = this.#branch(transaction, { number: header.number, hash });
      if (!branch.some((block) => this.pins.has(block.hash))) this.#forget(transaction, branch, counts);
    }
  }

  /** Moves the base up over all blocks up to number `newest`, whose states may go. A pin holds it. */
  #moveBase(transaction: Transaction, newest: number, counts: ReferenceCounts): void {
    for (let moved = 0; moved < STATES_A_BLOCK; moved++) {
      const base = readBase(transaction);
      if (!base || base.number > newest || this.pins.has(base.hash)) return;
      const number = base.number + 1;
      const next = transaction.get('canonical', u32BigEndian(number));
      if (!next) throw badRecord(this.#records.folder, 'canonical', u32BigEndian(number));
      const left = blocksAt(transaction, number).filter((hash) => !equalBytes(hash, next));
      const branches = left.map((hash) => this.#branch(transaction, { number, hash }));
      if (branches.flat().some(({ hash }) => this.pins.has(hash))) return;
      for (const branch of branches) this.#forget(transaction, branch, counts);
      counts.remove(this.#journal(transaction, next).removed);
      transaction.delete('journal', next);
      transaction.delete('level', u32BigEndian(number));
      this.#going.add(mapKey(base.hash));
      writeBase(transaction, { number, hash: next });
    }
  }

  /** A block and all that descend from it. */
  #branch(transaction: Transaction, first: Place): Place[] {
    const found = [first];
    for (const { number, hash } of found) {
      for (const child of blocksAt(transaction, number + 1)) {
        const { parentHash } = this.#journal(transaction, child);
        if (equalBytes(parentHash, hash)) found.push({ number: number + 1, hash: child });
      }
    }
    return found;
  }

  #forget(transaction: Transaction, branch: readonly Place[], counts: ReferenceCounts): void {
    for (const { number, hash } of branch) {
      counts.remove(this.#journal(transaction, hash).inserted);
      transaction.delete('journal', hash);
      removeBlockAt(transaction, number, hash);
      this.#going.add(mapKey(hash));
      if (this.#pruning.blocks !== 'archive') transaction.delete('body', hash);
    }
  }

  #journal(transaction: Transaction, hash: Uint8Array): Journal {
    const encoded = transaction.get('journal', hash);
    if (!encoded) throw badRecord(this.#records.folder, 'journal', hash);
    return decodeJournal(encoded);
  }
}

function readBase(records: Records | Transaction): Place | undefined {
  const base = records.get('meta', BASE);
  return base && { number: new DataView(base.buffer, base.byteOffset).getUint32(0), hash: base.subarray(4) };
}

function writeBase(transaction: Transaction, { number, hash }: Place): void {
  transaction.put('meta', BASE, concatBytes(u32BigEndian(number), hash));
}

import type { Header } from '../block/header.ts';
import { equalBytes, mapKey } from '../bytes.ts';
import { encodeDelta, type StateDelta } from '../state/state-delta.ts';
import { metaName } from './record.ts';
import type { Records, Transaction } from './records.ts';
import type { StateChange, StatePruning } from './state-pruning.ts';

const LATE = metaName('late');

/** A state that is still to be stored. */
interface Waiting {
  readonly header: Header;
  readonly change: StateChange;
  /** When it is stored; fails when the disk refuses. */
  stored: Promise<void> | undefined;
  byHash: Map<string, Uint8Array> | undefined;
}

/**
 * The state at the newest block, when it is stored behind the block: one atomic write holds the block and what it has
 * changed, the next one the nodes of the state, which are much more, and what has become too old. If the node ends
 * between them, the state is computed again (`catchUp`). No further block is stored before the state of this one is.
 */
export class LateState {
  readonly #records: Records;
  readonly #states: StatePruning;
  #waiting: Waiting | undefined;

  constructor(records: Records, states: StatePruning) {
    this.#records = records;
    this.#states = states;
  }

  /** Whether something is still to be stored. */
  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Whether it is the state at this block that is. */
  isOf(hash: Uint8Array): boolean {
    return this.#waiting !== undefined && equalBytes(this.#waiting.header.hash, hash);
  }

  /** A part of the state that the block has added. */
  preimage(hash: Uint8Array): Uint8Array | undefined {
    const waiting = this.#waiting;
    if (!waiting) return undefined;
    waiting.byHash ??= new Map(
      waiting.change.preimages.map(({ hash: name, bytes }) => [mapKey(name), bytes]),
    );
    return waiting.byHash.get(mapKey(hash));
  }

  /** What the newest block has changed (`encodeDelta`), if its state was not stored when the database was opened. */
  delta(): Uint8Array | undefined {
    return this.#records.get('meta', LATE);
  }

  /** Makes what a block changes part of the write of the block. */
  announce(transaction: Transaction, delta: StateDelta): void {
    transaction.put('meta', LATE, encodeDelta(delta));
  }

  /** The block is stored, its state will be soon: whoever waits for the block goes first. */
  add(header: Header, { preimages, removed }: StateChange): void {
    const waiting = { header, change: { preimages, removed }, stored: undefined, byHash: undefined };
    this.#waiting = waiting;
    // What this fails for, the next write says.
    setImmediate(() => this.#store(waiting).catch(() => undefined));
  }

  /** Waits until nothing is left to be stored. Throws `NodeError` as a write does. */
  async settle(): Promise<void> {
    if (this.#waiting) await this.#store(this.#waiting);
  }

  /** Writes the state of the newest block, which lacked it. */
  async write(header: Header, change: StateChange): Promise<void> {
    const transaction = this.#records.transaction();
    this.#states.write(transaction, header, change);
    transaction.delete('meta', LATE);
    await transaction.commit();
  }

  #store(waiting: Waiting): Promise<void> {
    waiting.stored ??= this.write(waiting.header, waiting.change).then(() => {
      this.#waiting = undefined;
    });
    return waiting.stored;
  }
}

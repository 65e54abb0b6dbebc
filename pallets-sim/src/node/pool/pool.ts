import type { Chain, NewBlock } from '../chain/chain.ts';
import { blake2b256 } from '../hash.ts';
import { BanList } from './ban-list.ts';
import { BestFirst } from './best-first.ts';
import { alreadyImported, banned, immediatelyDropped, PoolError, tooLowPriority } from './errors.ts';
import { Queue, type QueueLimits } from './queue.ts';
import type { PooledTransaction } from './transaction.ts';
import { validateAtHead } from './validate.ts';
import { type Watcher, Watchers } from './watchers.ts';

export interface PoolOptions {
  readonly ready?: QueueLimits;
  readonly future?: QueueLimits;
  /** How many waiting transactions are validated again after a block. */
  readonly revalidatedPerBlock?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** For how many blocks the tags of included transactions are remembered, for submissions that cross a block. */
const RECENT_BLOCKS = 3;

/**
 * The transactions that wait for a block. `ready` ones can go into the next block, in the order of their tags;
 * `future` ones wait for a tag that nothing provides yet. Everything here is synchronous.
 */
export class TransactionPool {
  readonly #chain: Chain;
  readonly #ready: Queue;
  readonly #future: Queue;
  readonly #revalidatedPerBlock: number;
  readonly #bans: BanList;
  readonly #watchers = new Watchers();
  /** Tags of transactions in the newest blocks, with the block's number. */
  readonly #recentTags = new Map<string, number>();
  readonly #readyListeners = new Set<() => void>();
  #arrivals = 0;

  constructor(chain: Chain, options: PoolOptions) {
    this.#chain = chain;
    this.#ready = new Queue(options.ready ?? { count: 8192, bytes: 20 << 20 });
    this.#future = new Queue(options.future ?? { count: 512, bytes: 4 << 20 });
    this.#revalidatedPerBlock = options.revalidatedPerBlock ?? 64;
    this.#bans = new BanList(options.now);
  }

  /**
   * Takes an extrinsic that the runtime finds valid. Returns its hash.
   *
   * @param watcher hears what becomes of it, from `ready` or `future` on, before `submit` returns
   * @throws PoolError
   */
  submit(bytes: Uint8Array, watcher?: Watcher): { hash: Uint8Array; unwatch: () => void } {
    const hash = blake2b256(bytes);
    if (this.#ready.has(hash) || this.#future.has(hash)) throw alreadyImported(hash);
    const reason = this.#bans.reason(hash);
    if (reason !== undefined) throw banned(reason);
    const transaction = this.#validated(bytes, hash, this.#arrivals++);
    const unwatch = watcher ? this.#watchers.watch(hash, watcher) : () => {};
    try {
      this.#import(transaction);
    } catch (error) {
      unwatch();
      throw error;
    }
    return { hash, unwatch };
  }

  /** Ready transactions, best first, each after those that it depends on. */
  best(): BestFirst {
    return new BestFirst(this.#ready.values(), (tag) => this.#recentTags.has(tag));
  }

  /** Ready transactions in the order in which a block would take them. */
  ready(): PooledTransaction[] {
    const order = this.best();
    const ready: PooledTransaction[] = [];
    for (let next = order.next(); next; next = order.next()) {
      ready.push(next);
      order.applied(next);
    }
    return ready;
  }

  /** Whether a ready transaction provides the tag. */
  isProvided(tag: string): boolean {
    return this.#ready.provides(tag);
  }

  get readyCount(): number {
    return this.#ready.size;
  }

  get futureCount(): number {
    return this.#future.size;
  }

  /** Calls the listener whenever a transaction has become ready, until the returned function is called. */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  /** Takes out what is in the block, and what cannot be valid any more. */
  onBlock(block: NewBlock): void {
    const { number, hash } = block.header;
    for (const [tag, seen] of this.#recentTags) {
      if (seen <= number - RECENT_BLOCKS) this.#recentTags.delete(tag);
    }
    for (const bytes of block.body) {
      const included = this.#ready.get(blake2b256(bytes));
      if (!included) continue;
      this.#ready.remove(included);
      this.#provided(included, number);
      this.#watchers.notify(included.hash, { type: 'inBlock', block: hash });
      this.#watchers.notify(included.hash, { type: 'finalized', block: hash });
    }
    this.#expire(number);
    this.#revalidate(this.#longestUnjudged(number));
    this.#sort();
  }

  /** The head was moved by hand: everything that waits is judged again on the state there. */
  onMove(): void {
    this.#recentTags.clear();
    this.#revalidate([...this.#ready.values(), ...this.#future.values()]);
    this.#sort();
  }

  /**
   * Takes out a transaction that did not go into a block.
   *
   * @param crashed the runtime failed on it: it is not taken again for a while
   */
  reject(transaction: PooledTransaction, reason: string, crashed: boolean): void {
    if (crashed) this.#bans.ban(transaction.hash, reason);
    this.#drop(transaction, 'invalid');
    this.#sort();
  }

  /** Takes out the transactions with these hashes; returns those that were there. */
  remove(hashes: readonly Uint8Array[]): Uint8Array[] {
    const removed = hashes.filter((hash) => {
      const found = this.#ready.get(hash) ?? this.#future.get(hash);
      if (found) this.#drop(found, 'dropped');
      return found !== undefined;
    });
    this.#sort();
    return removed;
  }

  #validated(bytes: Uint8Array, hash: Uint8Array, arrival: number): PooledTransaction {
    const valid = validateAtHead(this.#chain, bytes);
    const { number } = this.#chain.head;
    return {
      hash,
      bytes,
      arrival,
      priority: valid.priority,
      requires: new Set(valid.requires),
      provides: valid.provides,
      validTill: number + valid.longevity,
      validatedAt: number,
    };
  }

  #import(transaction: PooledTransaction): void {
    if (!this.#isSatisfied(transaction)) {
      this.#future.add(transaction);
      if (this.#makeRoom(this.#future).includes(transaction)) throw immediatelyDropped();
      this.#watchers.notify(transaction.hash, { type: 'future' });
      return;
    }
    this.#makeReady(transaction);
    const evicted = this.#makeRoom(this.#ready);
    if (evicted.includes(transaction)) throw immediatelyDropped();
    this.#watchers.notify(transaction.hash, { type: 'ready' });
    this.#sort();
    for (const listener of this.#readyListeners) listener();
  }

  /** Puts a transaction among the ready ones, in the place of worse ones that provide the same. */
  #makeReady(transaction: PooledTransaction): void {
    const rivals = this.#ready.providersOf(transaction.provides);
    const priority = rivals.reduce((sum, rival) => sum + rival.priority, 0n);
    if (rivals.length > 0 && priority >= transaction.priority) {
      throw tooLowPriority(priority, transaction.priority);
    }
    for (const rival of rivals) {
      this.#ready.remove(rival);
      this.#watchers.notify(rival.hash, { type: 'usurped', by: transaction.hash });
    }
    this.#ready.add(transaction);
  }

  #isSatisfied(transaction: PooledTransaction): boolean {
    for (const tag of transaction.requires) {
      if (!this.#recentTags.has(tag) && !this.#ready.provides(tag)) return false;
    }
    return true;
  }

  /** The tags of an included transaction are there for good. */
  #provided(included: PooledTransaction, number: number): void {
    for (const tag of included.provides) {
      this.#recentTags.set(tag, number);
      for (const queue of [this.#ready, this.#future]) {
        for (const waiting of queue.values()) {
          waiting.requires.delete(tag);
          if (waiting.provides.includes(tag)) this.#drop(waiting, 'invalid');
        }
      }
    }
  }

  #expire(number: number): void {
    for (const queue of [this.#ready, this.#future]) {
      for (const waiting of queue.values()) if (waiting.validTill <= number) this.#drop(waiting, 'invalid');
    }
  }

  /** Those that were validated longest ago. */
  #longestUnjudged(number: number): PooledTransaction[] {
    return [...this.#ready.values(), ...this.#future.values()]
      .filter((transaction) => transaction.validatedAt < number)
      .sort((a, b) => a.validatedAt - b.validatedAt || a.arrival - b.arrival)
      .slice(0, this.#revalidatedPerBlock);
  }

  /** Validates them again, and drops what has become invalid. */
  #revalidate(transactions: readonly PooledTransaction[]): void {
    for (const transaction of transactions) {
      const queue = this.#ready.has(transaction.hash) ? this.#ready : this.#future;
      try {
        const again = this.#validated(transaction.bytes, transaction.hash, transaction.arrival);
        queue.remove(transaction);
        queue.add(again);
      } catch (error) {
        if (!(error instanceof PoolError)) throw error;
        if (error.code === 'Unknown') continue;
        if (error.code === 'Verification') this.#bans.ban(transaction.hash, error.message);
        this.#drop(transaction, 'invalid');
      }
    }
  }

  /** Moves transactions to the queue where they belong now. */
  #sort(): void {
    for (let moved = true; moved; ) {
      moved = false;
      for (const transaction of [...this.#ready.values()]) {
        if (this.#isSatisfied(transaction)) continue;
        this.#ready.remove(transaction);
        this.#future.add(transaction);
        this.#watchers.notify(transaction.hash, { type: 'future' });
        moved = true;
      }
      for (const transaction of [...this.#future.values()]) {
        if (!this.#isSatisfied(transaction)) continue;
        this.#future.remove(transaction);
        moved = this.#promote(transaction) || moved;
      }
    }
    this.#makeRoom(this.#future);
    this.#makeRoom(this.#ready);
  }

  #promote(transaction: PooledTransaction): boolean {
    try {
      this.#makeReady(transaction);
    } catch (error) {
      if (!(error instanceof PoolError)) throw error;
      this.#watchers.notify(transaction.hash, { type: 'dropped' });
      return false;
    }
    this.#watchers.notify(transaction.hash, { type: 'ready' });
    for (const listener of this.#readyListeners) listener();
    return true;
  }

  /** Drops the worst transactions of a queue that is over its limits; returns them. */
  #makeRoom(queue: Queue): PooledTransaction[] {
    const evicted = queue.evictWorst();
    for (const transaction of evicted) this.#watchers.notify(transaction.hash, { type: 'dropped' });
    return evicted;
  }

  #drop(transaction: PooledTransaction, status: 'invalid' | 'dropped'): void {
    this.#ready.remove(transaction);
    this.#future.remove(transaction);
    this.#watchers.notify(transaction.hash, { type: status });
  }
}

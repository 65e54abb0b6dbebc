import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Chain } from '../chain/chain.ts';
import type { NewBlock } from '../chain/new-block.ts';
import { blake2b256 } from '../hash.ts';
import { Arrivals } from './arrivals.ts';
import { BanList } from './ban-list.ts';
import type { BestFirst } from './best-first.ts';
import { alreadyImported, banned, immediatelyDropped } from './errors.ts';
import { foreignTags } from './foreign-tags.ts';
import { TransactionGraph } from './graph.ts';
import { type Arrival, Judge } from './judge.ts';
import { createPoolCounts } from './pool-counts.ts';
import type { PoolOptions } from './pool-options.ts';
import { MOST_READY, tenthOf } from './queue-limits.ts';
import { longestUnjudged } from './revalidation.ts';
import { stillHolds } from './still-holds.ts';
import type { PooledTransaction } from './transaction.ts';
import { type Watcher, Watchers } from './watchers.ts';

const NOT_WATCHED = (): void => {};

/**
 * The transactions that wait for a block: what the runtime says of them, who wants to hear of them, and what blocks
 * do to them. Their order is that of the graph.
 */
export class TransactionPool {
  readonly #chain: Chain;
  readonly #graph: TransactionGraph;
  readonly #revalidatedPerBlock: number;
  readonly #bans: BanList;
  readonly #watchers = new Watchers();
  readonly counts = createPoolCounts();
  readonly #readyListeners = new Set<() => void>();
  readonly #judge: Judge;
  readonly #arriving: Arrivals;
  /** How many have come. */
  #arrivals = 0;
  /** The first arrival since the head was moved by hand. */
  #firstSinceMove = 0;

  constructor(chain: Chain, options: PoolOptions) {
    this.#chain = chain;
    const { ready = MOST_READY, future = tenthOf(ready) } = options;
    this.#graph = new TransactionGraph({ ready, future }, ({ hash }, status) => {
      this.#watchers.notify(hash, status);
      if (status.type === 'invalid') this.counts.invalid++;
      if (status.type === 'ready') for (const listener of this.#readyListeners) listener();
    });
    this.#revalidatedPerBlock = options.revalidatedPerBlock ?? 20;
    this.#bans = new BanList(options.now);
    this.#judge = new Judge(chain, options, this.counts);
    this.#arriving = new Arrivals(ready);
  }

  /**
   * Takes an extrinsic that the runtime finds valid. Returns its hash, in hex.
   *
   * @param watcher hears what becomes of it, from `ready` or `future` on, before `submit` returns
   * @throws PoolError; what the database said when the state cannot be read, which is no fault of the extrinsic
   */
  async submit(bytes: Uint8Array, watcher?: Watcher): Promise<{ hash: string; unwatch: () => void }> {
    const arrival = this.#arrive(bytes);
    const areTrue = arrival.open.length === 0 || (await this.#judge.verify(arrival.open));
    return this.#take(arrival, areTrue, watcher);
  }

  // Apart from `submit`: an async function keeps all its variables while it waits, and thousands of them wait.
  #arrive(bytes: Uint8Array): Arrival {
    this.counts.submitted++;
    const hash = toHex(blake2b256(bytes));
    if (this.#graph.get(hash) || this.#arriving.has(hash)) throw alreadyImported(hash);
    const reason = this.#bans.reason(hash);
    if (reason !== undefined) throw banned(reason);
    if (!this.#arriving.hasRoomFor(bytes)) throw immediatelyDropped();
    const arrival = this.#judge.begin({ hash, bytes, arrival: this.#arrivals++ });
    this.#arriving.add(arrival.submitted, this.#chain.head.number);
    return arrival;
  }

  #take(arrival: Arrival, areTrue: boolean, watcher?: Watcher): { hash: string; unwatch: () => void } {
    const { hash } = arrival.submitted;
    this.#arriving.remove(arrival.submitted);
    const transaction = this.#judge.end(arrival, areTrue, this.#isCurrent);
    const unwatch = watcher ? this.#watchers.watch(hash, watcher) : NOT_WATCHED;
    try {
      this.#graph.import(transaction);
    } catch (error) {
      unwatch();
      throw error;
    }
    return { hash, unwatch };
  }

  readonly #isCurrent = (transaction: PooledTransaction): boolean =>
    transaction.arrival >= this.#firstSinceMove &&
    (transaction.validatedAt === this.#chain.head.number || stillHolds(this.#graph, transaction));

  /** Ready transactions, best first, each after those that it depends on. */
  best(): BestFirst {
    return this.#graph.best();
  }

  /** Ready transactions in the order in which a block would take them. */
  ready(): PooledTransaction[] {
    return [...this.best()];
  }

  /** Whether a ready transaction provides the tag. */
  isProvided(tag: string): boolean {
    return this.#graph.ready.provides(tag);
  }

  get readyCount(): number {
    return this.#graph.ready.size;
  }

  get futureCount(): number {
    return this.#graph.future.size;
  }

  /** Calls the listener whenever a transaction has become ready, until the returned function is called. */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  /** Takes out what is in the block, and what cannot be valid any more. */
  onBlock(block: NewBlock): void {
    const { header, body, inherents = 0, hashes } = block;
    const { number, parentHash } = header;
    const inBlock = { type: 'inBlock', block: header.hash } as const;
    const finalized = { type: 'finalized', block: header.hash } as const;
    this.counts.pruned += body.length;
    for (const [index, bytes] of body.slice(inherents).entries()) {
      const hash = hashes?.[index] ?? toHex(blake2b256(bytes));
      const waiting = this.#graph.get(hash);
      const provides = waiting?.provides ?? foreignTags(this.#chain, this.#graph, bytes, parentHash);
      if (provides.length > 0) this.#graph.include(hash, provides, number);
      this.#watchers.notify(hash, inBlock);
      this.#watchers.notify(hash, finalized);
    }
    for (const { hash, validTill } of this.#graph.expire(number, this.#arriving.oldest)) {
      if (validTill <= number) this.#bans.ban(hash, 'it has expired'); // the others may be valid behind another
    }
    this.#revalidate(longestUnjudged(this.#graph, number, this.#revalidatedPerBlock));
  }

  /** The head was moved by hand: everything that waits is judged again on the state there. */
  onMove(): void {
    const waiting = this.#graph.all().sort((a, b) => a.arrival - b.arrival);
    this.#firstSinceMove = this.#arrivals;
    this.counts.resubmitted += waiting.length;
    this.#bans.clear();
    const valid: PooledTransaction[] = [];
    for (const transaction of waiting) {
      const again = this.#judge.again(transaction);
      if (again) valid.push(again);
      else {
        this.counts.invalid++;
        this.#watchers.notify(transaction.hash, { type: 'invalid' });
      }
    }
    this.#graph.rebuild(valid);
  }

  /** Takes out a transaction that turned out to be invalid, and what depends on it; it is not taken for a while. */
  reject(transaction: PooledTransaction, reason: string): void {
    this.#bans.ban(transaction.hash, reason);
    this.#graph.remove(this.#held([transaction.hash]), 'invalid');
  }

  /**
   * Takes out the transactions with these hashes and what depends on them; they are not taken again for a while.
   * Returns those of all that went.
   */
  remove(hashes: readonly string[]): string[] {
    for (const hash of hashes) this.#bans.ban(hash, 'somebody removed it from the pool');
    return this.#graph.remove(this.#held(hashes), 'invalid').map(({ hash }) => hash);
  }

  /** Empties the pool. */
  clear(): void {
    this.#graph.remove(this.#graph.all(), 'dropped');
  }

  #held(hashes: readonly string[]): PooledTransaction[] {
    return hashes.flatMap((hash) => this.#graph.get(hash) ?? []);
  }

  /** Validates them again, and takes out what has become invalid. */
  #revalidate(transactions: readonly PooledTransaction[]): void {
    for (const transaction of transactions) {
      if (this.#graph.get(transaction.hash) !== transaction) continue; // it went with another
      const again = this.#judge.again(transaction);
      if (again) this.#graph.update(transaction, again);
      else this.#graph.remove([transaction], 'invalid');
    }
  }
}

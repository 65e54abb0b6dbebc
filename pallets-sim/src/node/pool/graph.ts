import { BestFirst } from './best-first.ts';
import { immediatelyDropped, PoolError } from './errors.ts';
import { FutureQueue } from './future-queue.ts';
import type { Queue } from './queue.ts';
import type { QueueLimits } from './queue-limits.ts';
import { ReadyQueue } from './ready-queue.ts';
import { RecentTags } from './recent-tags.ts';
import { replacedBy } from './replacement.ts';
import { isSameRank, type PooledTransaction, type TransactionStatus } from './transaction.ts';

/** Hears what becomes of a transaction. */
type Notify = (transaction: PooledTransaction, status: TransactionStatus) => void;

/**
 * Waiting transactions and what they depend on. At every moment: all that a ready transaction requires is provided by
 * another ready one or was by a recent block, no tag has two ready providers, every future transaction misses a tag,
 * and both queues are within their limits.
 */
export class TransactionGraph {
  readonly #ready: ReadyQueue;
  readonly #future: FutureQueue;
  readonly #recent = new RecentTags();
  readonly #notify: Notify;

  constructor(limits: { ready: QueueLimits; future: QueueLimits }, notify: Notify) {
    this.#ready = new ReadyQueue(limits.ready);
    this.#future = new FutureQueue(limits.future);
    this.#notify = notify;
  }

  get ready(): Pick<ReadyQueue, 'size' | 'bytes' | 'values' | 'provides'> {
    return this.#ready;
  }

  get future(): Pick<FutureQueue, 'size' | 'bytes' | 'values'> {
    return this.#future;
  }

  get(hash: string): PooledTransaction | undefined {
    return this.#ready.get(hash) ?? this.#future.get(hash);
  }

  all(): PooledTransaction[] {
    return [...this.#ready.values(), ...this.#future.values()];
  }

  /** Whether a transaction of the newest blocks has provided the tag. */
  readonly wasProvided = (tag: string): boolean => this.#recent.has(tag);

  /** Ready transactions, best first, each after those that it depends on. */
  best(): BestFirst {
    return new BestFirst(this.#ready);
  }

  /**
   * Puts a transaction in its place, and makes ready what waited for it.
   *
   * @throws PoolError `TooLowPriority`, `CycleDetected`, `ImmediatelyDropped`; it is not in the pool then
   */
  import(transaction: PooledTransaction): void {
    const missing = this.#missingOf(transaction);
    const type = missing.length > 0 ? 'future' : 'ready';
    const queue = type === 'future' ? this.#future : this.#ready;
    if (type === 'ready') this.#makeReady(transaction);
    else if (this.#future.wouldEvict(transaction)) throw immediatelyDropped();
    else this.#future.wait(transaction, missing);
    this.#makeRoom(queue, transaction);
    if (!queue.get(transaction.hash)) throw immediatelyDropped();
    this.#notify(transaction, { type });
    if (type === 'ready') this.#promote(transaction.provides);
  }

  /** A block holds a transaction with these tags: nothing need wait for them, and no other can provide them. */
  include(hash: string, provides: readonly string[], block: number): PooledTransaction | undefined {
    const included = this.get(hash);
    this.#recent.add(provides, block);
    if (included) this.#takeOut(included);
    const rivals = this.#ready.providersOf(provides);
    if (rivals.length > 0) this.remove(rivals, 'invalid');
    this.#promote(provides);
    for (const tag of provides) {
      this.#ready.settle(tag);
      this.#future.settle(tag);
    }
    return included;
  }

  /**
   * A block is there: tags of old ones are forgotten, and what can be in no later one goes. Returns what went.
   *
   * @param asked the block by which the oldest of those that arrive was judged: tags of later ones are remembered
   */
  expire(block: number, asked = block): PooledTransaction[] {
    this.#recent.forgetBefore(block, asked);
    return this.remove([...this.#ready.expired(block), ...this.#future.expired(block)], 'invalid');
  }

  /** Takes transactions out, and with them those that cannot be in a block without them. Returns all that went. */
  remove(roots: readonly PooledTransaction[], status: 'invalid' | 'dropped'): PooledTransaction[] {
    const gone = this.#ready
      .subtree(roots, this.wasProvided)
      .filter((transaction) => this.#takeOut(transaction));
    for (const transaction of gone) this.#notify(transaction, { type: status });
    return gone;
  }

  /** What was found out anew about a transaction takes the place of what was known. */
  update(known: PooledTransaction, again: PooledTransaction): void {
    if (isSameRank(known, again) && this.#missingOf(again).length === 0 && this.#ready.get(known.hash)) {
      known.validatedAt = again.validatedAt;
      this.#ready.moveToEnd(known);
      return;
    }
    const moved = this.#ready.get(known.hash)
      ? this.#ready.subtree([known], (tag) => again.provides.includes(tag) || this.#recent.has(tag))
      : [known];
    for (const transaction of moved) this.#takeOut(transaction);
    for (const transaction of moved) this.#importAgain(transaction === known ? again : transaction);
  }

  /** Everything is put in its place anew, as if no block had been before. */
  rebuild(transactions: readonly PooledTransaction[]): void {
    for (const transaction of this.all()) this.#takeOut(transaction);
    this.#recent.clear();
    for (const transaction of transactions) this.#importAgain(transaction);
  }

  #importAgain(transaction: PooledTransaction): void {
    try {
      this.import(transaction);
    } catch (error) {
      this.#notTaken(transaction, error);
    }
  }

  #notTaken(transaction: PooledTransaction, error: unknown): void {
    if (!(error instanceof PoolError)) throw error;
    this.#notify(transaction, { type: error.code === 'ImmediatelyDropped' ? 'dropped' : 'invalid' });
  }

  /** Makes ready what waited for these tags, and what waited for that. */
  #promote(tags: readonly string[]): void {
    if (this.#future.size === 0) return;
    const waiting = this.#future.satisfy(tags);
    for (const transaction of waiting) {
      // What it found provided when it came may be gone since.
      const missing = this.#missingOf(transaction);
      if (missing.length > 0) {
        this.#future.wait(transaction, missing);
        continue;
      }
      try {
        this.#makeReady(transaction);
      } catch (error) {
        this.#notTaken(transaction, error);
        continue;
      }
      this.#notify(transaction, { type: 'ready' });
      waiting.push(...this.#future.satisfy(transaction.provides));
    }
    this.#makeRoom(this.#ready);
  }

  /** Puts a transaction among the ready ones, in the place of worse ones that provide the same. */
  #makeReady(transaction: PooledTransaction): void {
    const usurped = replacedBy(transaction, this.#ready, this.wasProvided);
    if (usurped.length === 0 && this.#ready.wouldEvict(transaction)) throw immediatelyDropped();
    for (const rival of usurped) this.#ready.remove(rival);
    this.#ready.add(transaction);
    for (const rival of usurped) this.#notify(rival, { type: 'usurped', by: transaction.hash });
  }

  /** Drops the worst until a queue is within its limits; `newcomer` is told by its import. */
  #makeRoom(queue: Queue, newcomer?: PooledTransaction): void {
    while (queue.isOver) {
      const worst = queue.worst();
      if (!worst) return;
      const doomed = queue === this.#ready ? this.#ready.subtree([worst], this.wasProvided) : [worst];
      for (const transaction of doomed) {
        this.#takeOut(transaction);
        if (transaction !== newcomer) this.#notify(transaction, { type: 'dropped' });
      }
    }
  }

  #takeOut(transaction: PooledTransaction): boolean {
    return this.#ready.remove(transaction) || this.#future.remove(transaction);
  }

  #missingOf({ requires }: PooledTransaction): readonly string[] {
    const isMissing = (tag: string): boolean => !this.#recent.has(tag) && !this.#ready.provides(tag);
    return requires.some(isMissing) ? requires.filter(isMissing) : [];
  }
}

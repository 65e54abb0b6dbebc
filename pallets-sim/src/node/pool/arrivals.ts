import type { QueueLimits } from './queue-limits.ts';
import type { PooledTransaction } from './transaction.ts';

type Arriving = Pick<PooledTransaction, 'hash' | 'bytes'>;

/** Transactions whose signatures are being verified. There are no more of them than may be ready. */
export class Arrivals {
  readonly #limits: QueueLimits;
  /** By hash, the oldest first: the number of the block by which each was judged. */
  readonly #judgedAt = new Map<string, number>();
  #bytes = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  has(hash: string): boolean {
    return this.#judgedAt.has(hash);
  }

  hasRoomFor(bytes: Uint8Array): boolean {
    const { count, bytes: most } = this.#limits;
    return this.#judgedAt.size < count && this.#bytes + bytes.length <= most;
  }

  add({ hash, bytes }: Arriving, judgedAt: number): void {
    this.#judgedAt.set(hash, judgedAt);
    this.#bytes += bytes.length;
  }

  remove({ hash, bytes }: Arriving): void {
    if (this.#judgedAt.delete(hash)) this.#bytes -= bytes.length;
  }

  /** The number of the block by which the oldest was judged. */
  get oldest(): number | undefined {
    const [oldest] = this.#judgedAt.values();
    return oldest;
  }
}

/** How long a banned transaction is not taken again: as in Substrate. */
const BAN_MS = 30 * 60_000;
const MOST_BANS = 2048;

/** Transactions, by hash, that are not taken for a while, with the reason. Bounded: the oldest bans go first. */
export class BanList {
  readonly #now: () => number;
  readonly #bans = new Map<string, { readonly until: number; readonly reason: string }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  ban(hash: string, reason: string): void {
    this.#bans.set(hash, { until: this.#now() + BAN_MS, reason });
    if (this.#bans.size > MOST_BANS) {
      for (const oldest of this.#bans.keys()) {
        this.#bans.delete(oldest);
        break;
      }
    }
  }

  /** Why the transaction is banned, undefined when it is not. */
  reason(hash: string): string | undefined {
    const ban = this.#bans.get(hash);
    if (ban && ban.until <= this.#now()) this.#bans.delete(hash);
    else return ban?.reason;
    return undefined;
  }

  clear(): void {
    this.#bans.clear();
  }
}

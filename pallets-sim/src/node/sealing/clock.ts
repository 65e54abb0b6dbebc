import { NodeError } from '../errors.ts';

/** The end of the year 9999. */
export const LAST_DATE_MS = 253_402_300_799_999;

/** The time that blocks are given: the machine's, or ahead of it after a journey. It never goes back. */
export class Clock {
  readonly #machine: () => number;
  #aheadMs = 0;
  /** Where a journey has ended, until a block is made there. */
  #arrivedAt: number | undefined;

  /** @param machine milliseconds since 1970 */
  constructor(machine: () => number) {
    this.#machine = machine;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#arrivedAt ?? this.#machine() + this.#aheadMs;
  }

  /** Remembers how far ahead of the machine it is; the returned function makes it so again. */
  mark(): () => void {
    const [ahead, arrivedAt] = [this.#aheadMs, this.#arrivedAt];
    return () => {
      this.#aheadMs = ahead;
      this.#arrivedAt = arrivedAt;
    };
  }

  /** A block was made: it goes on from where a journey has ended. */
  goOn(): void {
    if (this.#arrivedAt === undefined) return;
    this.#aheadMs = this.#arrivedAt - this.#machine();
    this.#arrivedAt = undefined;
  }

  /** It is this time until a block is made, and goes on from there. Throws `NodeError` `BadOption` for the past, and for no time. */
  travelTo(ms: number): void {
    if (!(ms >= 0 && ms <= LAST_DATE_MS)) {
      throw new NodeError(
        'BadOption',
        `cannot travel to ${ms}: give a date such as "2030-01-01T00:00:00Z", or milliseconds since 1970, up to the year 9999`,
      );
    }
    const now = this.now();
    if (ms < now) {
      throw new NodeError(
        'BadOption',
        `cannot travel to ${new Date(ms).toISOString()}: it is ${new Date(now).toISOString()}, and blocks only get later`,
      );
    }
    this.#arrivedAt = ms;
  }
}

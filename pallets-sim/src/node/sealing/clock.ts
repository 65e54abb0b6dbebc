import { NodeError } from '../errors.ts';

/** The time that blocks are given: the machine's, or ahead of it after a journey. It never goes back. */
export class Clock {
  readonly #machine: () => number;
  #aheadMs = 0;

  /** @param machine milliseconds since 1970 */
  constructor(machine: () => number) {
    this.#machine = machine;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#machine() + this.#aheadMs;
  }

  /** Remembers how far ahead of the machine it is; the returned function makes it so again. */
  mark(): () => void {
    const ahead = this.#aheadMs;
    return () => {
      this.#aheadMs = ahead;
    };
  }

  /** From now on it is this time, and goes on from there. Throws `NodeError` `BadOption` for the past. */
  travelTo(ms: number): void {
    const now = this.now();
    if (ms < now) {
      throw new NodeError(
        'BadOption',
        `cannot travel to ${new Date(ms).toISOString()}: it is ${new Date(now).toISOString()}, and blocks only get later`,
      );
    }
    this.#aheadMs += ms - now;
  }
}

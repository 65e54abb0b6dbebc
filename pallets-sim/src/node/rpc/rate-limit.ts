const MINUTE_MS = 60_000;

/** So many calls a minute, with as many at once: a bucket that fills evenly. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #nowMs: () => number;
  #left: number;
  #filledAt: number;

  /** @param nowMs a clock that only goes forward */
  constructor(perMinute: number, nowMs: () => number) {
    this.#perMinute = perMinute;
    this.#nowMs = nowMs;
    this.#left = perMinute;
    this.#filledAt = nowMs();
  }

  /** Whether one more call may be made now; counts it when it may. */
  take(): boolean {
    const now = this.#nowMs();
    const gained = ((now - this.#filledAt) / MINUTE_MS) * this.#perMinute;
    this.#left = Math.min(this.#perMinute, this.#left + gained);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}

import { BlockList, isIP } from 'node:net';

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
    this.#fill();
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** Whether nothing was taken for so long that a new limit would be no different. */
  isFull(): boolean {
    this.#fill();
    return this.#left >= this.#perMinute;
  }

  #fill(): void {
    const now = this.#nowMs();
    const gained = ((now - this.#filledAt) / MINUTE_MS) * this.#perMinute;
    this.#left = Math.min(this.#perMinute, this.#left + gained);
    this.#filledAt = now;
  }
}

/** How often one client may ask. */
export interface RateOptions {
  /** No limit unless given. */
  readonly callsPerMinute?: number | undefined;
  /** Addresses, or networks as `10.0.0.0/8`, without a limit. */
  readonly unlimited?: readonly string[] | undefined;
}

/** After so many addresses, those that have not asked for a while are forgotten. */
const MOST_ADDRESSES = 10_000;

/** The limits of all clients: one for each connection, and one for each address that asks over HTTP. */
export class RateLimits {
  readonly #perMinute: number | undefined;
  readonly #nowMs: () => number;
  readonly #unlimited = new BlockList();
  readonly #byAddress = new Map<string, RateLimit>();

  /** @param nowMs a clock that only goes forward */
  constructor({ callsPerMinute, unlimited = [] }: RateOptions, nowMs: () => number) {
    this.#perMinute = callsPerMinute;
    this.#nowMs = nowMs;
    for (const network of unlimited) {
      const [address = '', bits] = network.split('/');
      this.#unlimited.addSubnet(
        address,
        bits ? Number(bits) : isIP(address) === 6 ? 128 : 32,
        family(address),
      );
    }
  }

  /** A limit of its own for a connection from an address; undefined: none. */
  ofConnection(address: string): RateLimit | undefined {
    if (this.#perMinute === undefined || this.#isUnlimited(address)) return undefined;
    return new RateLimit(this.#perMinute, this.#nowMs);
  }

  /** The limit that all requests from an address share, as each may come on a connection of its own. */
  ofAddress(address: string): RateLimit | undefined {
    const known = this.#byAddress.get(address);
    if (known) return known;
    const limit = this.ofConnection(address);
    if (!limit) return undefined;
    if (this.#byAddress.size >= MOST_ADDRESSES) this.#forget();
    this.#byAddress.set(address, limit);
    return limit;
  }

  #forget(): void {
    for (const [address, limit] of this.#byAddress) if (limit.isFull()) this.#byAddress.delete(address);
    for (const address of this.#byAddress.keys()) {
      if (this.#byAddress.size < MOST_ADDRESSES) return;
      this.#byAddress.delete(address);
    }
  }

  #isUnlimited(address: string): boolean {
    return isIP(address) !== 0 && this.#unlimited.check(address, family(address));
  }
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

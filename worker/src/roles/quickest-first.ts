import { codeOf } from '../errors.ts';
import type { PeerSource } from '../network/blob-client.ts';

interface Asked {
  readonly times: number;
  readonly milliseconds: number;
}

/**
 * Asks one of several peers after the other, first whoever took the least time on average until now. A peer that takes
 * almost as long as it may for every blob would otherwise keep whoever needs thousands of them from those that have them.
 */
export class QuickestFirst {
  readonly #now: () => number;
  readonly #asked = new Map<string, Asked>();

  /** `now` is a clock of milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** What `ask` has from the first peer that gives it; throws `BlobUnavailable` of the last. */
  async from<T>(peers: readonly PeerSource[], ask: (peers: readonly PeerSource[]) => Promise<T>): Promise<T> {
    const [first, ...others] = peers.toSorted((left, right) => this.#average(left) - this.#average(right));
    if (first === undefined) return ask([]);
    const since = this.#now();
    try {
      return await ask([first]);
    } catch (thrown) {
      if (codeOf(thrown) !== 'BlobUnavailable' || others.length === 0) throw thrown;
    } finally {
      const { times, milliseconds } = this.#of(first);
      this.#asked.set(first.name, {
        times: times + 1,
        milliseconds: milliseconds + this.#now() - since,
      });
    }
    return this.from(others, ask);
  }

  #of({ name }: PeerSource): Asked {
    return this.#asked.get(name) ?? { times: 0, milliseconds: 0 };
  }

  #average(peer: PeerSource): number {
    const { times, milliseconds } = this.#of(peer);
    return times === 0 ? 0 : milliseconds / times;
  }
}

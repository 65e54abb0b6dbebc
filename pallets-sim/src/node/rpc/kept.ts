import { RpcError, TOO_MANY_SUBSCRIPTIONS } from './errors.ts';
import type { Caller, StartSubscription } from './method.ts';

/** What each of many byte arrays costs besides its bytes. */
const EACH_BYTES = 256;

/** What a client has the node keep for it, in bytes: no more than is allowed together. */
export class Kept {
  readonly #most: number;
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Returns what ends the keeping; undefined when there is no room. */
  add(bytes: number): (() => void) | undefined {
    if (this.#bytes + bytes > this.#most) return undefined;
    this.#bytes += bytes;
    let left = bytes;
    return () => {
      this.#bytes -= left;
      left = 0;
    };
  }
}

/** What it takes to keep these. */
export function sizeOf(parts: readonly (Uint8Array | undefined)[]): number {
  return parts.reduce((sum, part) => sum + EACH_BYTES + (part?.length ?? 0), 0);
}

/** A subscription that keeps so many bytes as long as it lasts. Throws `RpcError` when its client keeps too many. */
export function keeping(caller: Caller, bytes: number, start: StartSubscription): StartSubscription {
  const release = caller.keep(bytes);
  if (!release) {
    throw new RpcError(
      TOO_MANY_SUBSCRIPTIONS,
      'Too many subscriptions on the connection',
      'together they ask for too much: end some, ask for less, or open another connection',
    );
  }
  return (notify, end) => {
    const stop = start(notify, end);
    return () => {
      stop();
      release();
    };
  };
}

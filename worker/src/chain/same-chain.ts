import { ChainError } from './errors.ts';
import type { Block } from './view.ts';

/** The hash of the block with this number on the node's chain, if it has one. */
export type HashOf = (number: number) => Promise<string | null>;

/** A block is held against the node after so many newer ones: those at the head may yet change. */
const SETTLED_AFTER = 32;

/**
 * Notices when the node behind the address has become one of another chain, or of one that began anew. Whatever a
 * worker knows (its registration, its tasks, their numbers) is of the chain that it began with.
 */
export class SameChain {
  readonly #url: string;
  readonly #genesisHash: string;
  readonly #lost = new AbortController();
  #anchor: Block | undefined;
  #next: Block | undefined;

  constructor(url: string, genesisHash: string) {
    this.#url = url;
    this.#genesisHash = genesisHash;
  }

  /** Fires, with a `ChainError` that says what to do, when the chain is gone for good. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** A block that is on the chain, as the node told. */
  remember(block: Block): void {
    this.#anchor ??= block;
    this.#next ??= block;
    if (block.number < this.#next.number + SETTLED_AFTER) return;
    this.#anchor = this.#next;
    this.#next = block;
  }

  /** Holds the node against what is known; to be done on every new connection. */
  async check(hashOf: HashOf): Promise<void> {
    const genesisHash = await hashOf(0);
    const anchor = this.#anchor;
    if (genesisHash !== this.#genesisHash) {
      const message =
        `the node at ${this.#url} now runs another chain (genesis ${genesisHash}) than the one that this worker ` +
        `was started on (${this.#genesisHash}). Check --rpc; for the new chain start anew with another --base-path`;
      this.#lose(message, { genesisHash });
    } else if (anchor !== undefined && (await hashOf(anchor.number)) !== anchor.hash) {
      const message =
        `the chain at ${this.#url} has begun anew: it lacks block ${anchor.number} (${anchor.hash}). Nothing that ` +
        'was going on exists any more. Start this worker again to register there';
      this.#lose(message, { block: anchor.number });
    }
  }

  #lose(message: string, details: Readonly<Record<string, unknown>>): void {
    this.#lost.abort(new ChainError('ChainReplaced', message, details));
  }
}

import type { ChainView } from '../chain/view.ts';
import type { Job, Role } from './reconciler.ts';

/** Blocks between two looks at the binding. */
const LOOK_EVERY = 100;

/**
 * Keeps the worker's peer bound to its account while it runs: a binding ends at a block, and addresses change when a
 * machine moves. `bind` binds anew only where the chain has something else, or not for long any more.
 */
export class PeerRenewal implements Role {
  readonly name = 'peer-renewal';
  readonly #bind: (view: ChainView) => Promise<void>;
  /** Block from which on to look again. */
  #due: number;

  constructor(bind: (view: ChainView) => Promise<void>, boundAt: number) {
    this.#bind = bind;
    this.#due = boundAt + LOOK_EVERY;
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const due = this.#due;
    if (view.block.number < due) return [];
    this.#due = view.block.number + LOOK_EVERY;
    return [{ key: `bind-peer:${due}`, run: () => this.#bind(view) }];
  }
}

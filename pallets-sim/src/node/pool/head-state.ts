import type { Header } from '../block/header.ts';
import type { Chain } from '../chain/chain.ts';
import type { Overlay } from '../state/overlay.ts';

/** After so many uses a state is made anew: it remembers all that was read. */
const MOST_USES = 10_000;

/** The state after the head, one for many validations: what one has read, the next need not look up. */
export class HeadState {
  readonly #chain: Chain;
  #state: { readonly head: Header; readonly overlay: Overlay; uses: number } | undefined;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** To be left as it was found, once it is used. */
  get(): Overlay {
    const { head } = this.#chain;
    if (this.#state?.head !== head || this.#state.uses >= MOST_USES) {
      this.#state = { head, overlay: this.#chain.stateAt(), uses: 0 };
    }
    this.#state.uses++;
    const { overlay } = this.#state;
    this.#chain.letVerify(overlay);
    return overlay;
  }

  /** The next is made anew: what a call that failed has left in this one is not known. */
  forget(): void {
    this.#state = undefined;
  }
}

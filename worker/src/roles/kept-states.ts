import { Recent } from './recent.ts';

/** A state with the number of steps before it. */
export interface StateAt {
  readonly steps: number;
  readonly state: readonly Uint8Array[];
}

/** States to go on from, as many as there is room for; those that were kept first make way. */
export class KeptStates {
  readonly #states: Recent<number, readonly Uint8Array[]>;

  /** @param room in bytes; the state that was kept last stays in any case */
  constructor(room: number) {
    this.#states = new Recent(room, (state) => state.reduce((sum, { length }) => sum + length, 0));
  }

  has(steps: number): boolean {
    return this.#states.get(steps) !== undefined;
  }

  keep(steps: number, state: readonly Uint8Array[]): void {
    this.#states.put(steps, state);
  }

  /** The nearest at or before `steps`. */
  before(steps: number): StateAt | undefined {
    const nearest = Math.max(...[...this.#states.keys()].filter((kept) => kept <= steps));
    const state = this.#states.get(nearest);
    return state && { steps: nearest, state };
  }
}

import { splitPoints } from '@plumbline/verification/pinpoint/split';
import { Recent } from './recent.ts';

/** A state with the number of steps before it. */
export interface StateAt {
  readonly steps: number;
  readonly state: readonly Uint8Array[];
}

/** How many states of so many bytes are kept of an interval: all that split it, or as many as there is room for. */
export function keptStates(points: number, bytes: number, room: number): number {
  return Math.min(points, Math.max(1, Math.floor(room / bytes)));
}

/** States to go on from, as many as there is room for; those that were kept first make way. */
export class KeptStates {
  readonly #room: number;
  readonly #states: Recent<number, readonly Uint8Array[]>;

  /** @param room in bytes; the state that was kept last stays in any case */
  constructor(room: number) {
    this.#room = room;
    this.#states = new Recent(room, (state) => state.reduce((sum, { length }) => sum + length, 0));
  }

  has(steps: number): boolean {
    return this.#states.get(steps) !== undefined;
  }

  keep(steps: number, state: readonly Uint8Array[]): void {
    this.#states.put(steps, state);
  }

  /**
   * The points at which states of so many bytes are to be kept while the steps `(first, last]` are run: those where a
   * game splits them, or some of these, evenly, where there is no room for all.
   */
  points(first: number, last: number, bytes: number): Set<number> {
    const inside = splitPoints(first, last).slice(0, -1);
    const count = keptStates(inside.length, bytes, this.#room);
    const part = (inside.length + 1) / (count + 1);
    const chosen = Array.from({ length: count }, (_, i) => inside[Math.round((i + 1) * part) - 1] as number);
    return new Set(chosen);
  }

  /** The nearest at or before `steps`. */
  before(steps: number): StateAt | undefined {
    const nearest = Math.max(...[...this.#states.keys()].filter((kept) => kept <= steps));
    const state = this.#states.get(nearest);
    return state && { steps: nearest, state };
  }
}

import { NodeError } from '../errors.ts';

/** Places to come back to, in the order in which they were taken. */
export class Snapshots<Place> {
  readonly #taken = new Map<number, { readonly place: Place; readonly release: () => void }>();
  #next = 1;

  /** @param release is called when the snapshot is used up */
  add(place: Place, release: () => void): string {
    const id = this.#next++;
    this.#taken.set(id, { place, release });
    return `0x${id.toString(16)}`;
  }

  /** Throws `NodeError` `UnknownSnapshot`. */
  get(id: string): Place {
    const taken = /^0x[0-9a-f]{1,8}$/.test(id) ? this.#taken.get(Number(id)) : undefined;
    if (taken) return taken.place;
    throw new NodeError(
      'UnknownSnapshot',
      `there is no snapshot ${id}: it was never taken, or a revert to it or to an earlier one has used it up`,
    );
  }

  /** Forgets a snapshot and all that were taken after it. */
  dropFrom(id: string): void {
    for (const [taken, { release }] of this.#taken) {
      if (taken < Number(id)) continue;
      release();
      this.#taken.delete(taken);
    }
  }
}

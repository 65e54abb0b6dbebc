import { mapKey } from '../bytes.ts';

/** Blocks whose states somebody still needs. Pins end with the process. */
export class Pins {
  readonly #counts = new Map<string, number>();

  has(hash: Uint8Array): boolean {
    return this.#counts.has(mapKey(hash));
  }

  /** Pins a block until the returned function is called. */
  add(hash: Uint8Array): () => void {
    const name = mapKey(hash);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    let isPinned = true;
    return () => {
      if (!isPinned) return;
      isPinned = false;
      const left = (this.#counts.get(name) ?? 1) - 1;
      if (left > 0) this.#counts.set(name, left);
      else this.#counts.delete(name);
    };
  }
}

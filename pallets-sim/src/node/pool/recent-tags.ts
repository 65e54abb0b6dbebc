/** For how many blocks at least the tags of included transactions are remembered. */
const RECENT_BLOCKS = 3;

/** Tags that transactions in the newest blocks have provided. */
export class RecentTags {
  readonly #seen = new Map<string, number>();

  has(tag: string): boolean {
    return this.#seen.has(tag);
  }

  add(tags: Iterable<string>, block: number): void {
    for (const tag of tags) {
      this.#seen.delete(tag);
      this.#seen.set(tag, block);
    }
  }

  /**
   * Forgets what is too old once this block is there.
   *
   * @param needed tags of later blocks than this one are kept anyway
   */
  forgetBefore(block: number, needed: number): void {
    const newest = Math.min(block - RECENT_BLOCKS, needed);
    for (const [tag, seen] of this.#seen) {
      if (seen > newest) return; // the map is in the order of blocks
      this.#seen.delete(tag);
    }
  }

  clear(): void {
    this.#seen.clear();
  }
}

/** The time that a side of a dispute has for its move, as it is seen from block to block. */
export class MoveWindow {
  readonly #deadline: () => number | undefined;
  #seen: { deadline: number; late: number } | undefined;

  /** `deadline` is the last block for the move that the chain waits for; none when the dispute is over. */
  constructor(deadline: () => number | undefined) {
    this.#deadline = deadline;
  }

  /** The block from which there is no time for anything but the move: three quarters are over then. */
  lateFrom(block: number): number {
    const deadline = this.#deadline();
    if (deadline === undefined) return block;
    if (this.#seen?.deadline !== deadline) {
      const quarter = Math.max(1, (deadline - block) >> 2);
      this.#seen = { deadline, late: deadline - quarter };
    }
    return this.#seen.late;
  }
}

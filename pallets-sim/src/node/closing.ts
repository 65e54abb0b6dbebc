/** What has to be closed in the end, the last first. */
export class Closing {
  readonly #open: (() => Promise<void>)[] = [];
  #closed: Promise<void> | undefined;

  add(close: () => Promise<void>): void {
    this.#open.push(close);
  }

  /** Closes everything, once. Throws the first thing that one of them throws, when all of them have had their turn. */
  closeAll(): Promise<void> {
    this.#closed ??= this.#closeEach();
    return this.#closed;
  }

  async #closeEach(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#open.pop(); close; close = this.#open.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

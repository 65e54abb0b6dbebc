/** Whoever wants to be told of something. */
export class Listeners<A extends readonly unknown[]> {
  readonly #listeners = new Set<(...news: A) => void>();
  readonly #onError: (error: unknown) => void;

  /**
   * @param onError told what a listener has thrown, which keeps nobody else from being told; unless given, the process
   * ends as after any error that nobody catches
   */
  constructor(onError: (error: unknown) => void = throwLater) {
    this.#onError = onError;
  }

  /** Calls the listener each time, until the returned function is called. */
  add(listener: (...news: A) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(...news: A): void {
    for (const listener of this.#listeners) {
      try {
        listener(...news);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

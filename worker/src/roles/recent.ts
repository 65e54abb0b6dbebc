/** What was put last, as much of it as there is room for; the last one stays in any case. */
export class Recent<Key, Value> {
  readonly #room: number;
  readonly #bytesOf: (value: Value) => number;
  readonly #held = new Map<Key, Value>();
  #bytes = 0;

  /** @param room in bytes */
  constructor(room: number, bytesOf: (value: Value) => number) {
    this.#room = room;
    this.#bytesOf = bytesOf;
  }

  get(key: Key): Value | undefined {
    return this.#held.get(key);
  }

  keys(): Iterable<Key> {
    return this.#held.keys();
  }

  put(key: Key, value: Value): void {
    this.#drop(key);
    this.#held.set(key, value);
    this.#bytes += this.#bytesOf(value);
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#room || oldest === key) return;
      this.#drop(oldest);
    }
  }

  #drop(key: Key): void {
    const value = this.#held.get(key);
    if (value === undefined) return;
    this.#bytes -= this.#bytesOf(value);
    this.#held.delete(key);
  }
}

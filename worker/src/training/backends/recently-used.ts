/**
 * What was made for a key, as much of it as there is room for: what was used longest ago makes way. The value that was
 * made last stays in any case.
 */
export class RecentlyUsed<Value> {
  readonly #room: number;
  readonly #bytesOf: (value: Value) => number;
  readonly #held = new Map<string, { readonly value: Value; readonly bytes: number }>();
  #bytes = 0;

  /**
   * @param room in bytes
   * @param bytesOf what a value takes, its key and its place here aside
   */
  constructor(room: number, bytesOf: (value: Value) => number) {
    this.#room = room;
    this.#bytesOf = bytesOf;
  }

  /** Bytes that are held now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The value of a key, made where it is not held. What `make` throws is thrown, and nothing is held. */
  get(key: string, make: () => Value): Value {
    const held = this.#held.get(key);
    if (held !== undefined) {
      // A Map is in the order in which keys were put.
      this.#held.delete(key);
      this.#held.set(key, held);
      return held.value;
    }
    const value = make();
    const bytes = ENTRY_BYTES + 2 * key.length + this.#bytesOf(value);
    this.#held.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#held) {
      if (this.#bytes <= this.#room || oldest === key) break;
      this.#held.delete(oldest);
      this.#bytes -= freed;
    }
    return value;
  }
}

/** A place in the map with its objects, generously. */
const ENTRY_BYTES = 256;

/** How many keys are remembered in each of two generations. */
const GENERATION = 4096;

/**
 * Storage keys by the value that they belong to: hashing an account again and again is most of what a read costs. A
 * pure function is remembered, so nothing depends on what is in here. Bounded: what is not used any more goes.
 */
export class KeyCache {
  readonly #make: (value: unknown) => Uint8Array;
  #young = new Map<unknown, Uint8Array>();
  #old = new Map<unknown, Uint8Array>();

  /** @param make the key of a text or a number */
  constructor(make: (value: unknown) => Uint8Array) {
    this.#make = make;
  }

  /** The key; shared, not to be changed. */
  key(value: string | number): Uint8Array {
    const known = this.#young.get(value);
    if (known !== undefined) return known;
    const key = this.#old.get(value) ?? this.#make(value);
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(value, key);
    return key;
  }
}

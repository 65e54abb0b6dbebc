import { Recent } from './recent.ts';

const GENERATION = 4096;

/** A storage key, and what the bytes that were last read or written under it stand for. */
export interface KnownKey {
  /** Shared, not to be changed. */
  readonly key: Uint8Array;
  /** The very bytes that were decoded. */
  raw: Uint8Array | undefined;
  decoded: unknown;
}

/**
 * Storage keys by the value that they belong to: hashing an account again and again is most of what a read costs. A
 * pure function is remembered, so nothing depends on what is in here. Bounded: what is not used any more goes.
 */
export class KeyCache {
  readonly #make: (value: unknown) => Uint8Array;
  readonly #keys = new Recent<unknown, KnownKey>(GENERATION);

  /** @param make the key of a text or a number */
  constructor(make: (value: unknown) => Uint8Array) {
    this.#make = make;
  }

  get(value: string | number): KnownKey {
    const known = this.#keys.get(value);
    if (known !== undefined) return known;
    const made = { key: this.#make(value), raw: undefined, decoded: undefined };
    this.#keys.set(value, made);
    return made;
  }
}

import { Recent } from './recent.ts';

const GENERATION = 4096;

/**
 * What belongs to a text or a number, such as its storage key: hashing an account again and again is most of what a
 * read costs. A pure function is remembered, so nothing depends on what is in here. Bounded: what is not used any more
 * goes.
 */
export class KeyCache<T> {
  readonly #make: (value: string | number) => T;
  readonly #known = new Recent<string | number, T>(GENERATION);

  constructor(make: (value: string | number) => T) {
    this.#make = make;
  }

  get(value: string | number): T {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const made = this.#make(value);
    this.#known.set(value, made);
    return made;
  }
}

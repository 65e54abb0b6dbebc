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
  /** What was asked for last: a call asks for the same account again and again. */
  #last: { readonly value: string | number; readonly made: T } | undefined;

  constructor(make: (value: string | number) => T) {
    this.#make = make;
  }

  get(value: string | number): T {
    if (this.#last?.value === value) return this.#last.made;
    let made = this.#known.get(value);
    if (made === undefined) {
      made = this.#make(value);
      this.#known.set(value, made);
    }
    this.#last = { value, made };
    return made;
  }
}

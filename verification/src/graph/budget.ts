import { GraphError } from './errors.ts';
import { MAX_PROGRAM_ELEMENTS, MAX_UNITS_PER_STEP } from './limits.ts';

/**
 * What the records of a program take together. All node outputs count, named ones too: whoever plays a dispute hashes
 * every one of them before its deadline.
 */
export class Budget {
  #elements = 0;
  #units = 0n;

  /** Throws `GraphError` `ProgramTooLarge` at the record with which it is too much. */
  take(elements: number, units: bigint, record: number): void {
    this.#elements += elements;
    this.#units += units;
    if (this.#elements > MAX_PROGRAM_ELEMENTS) {
      throw new GraphError(
        'ProgramTooLarge',
        record,
        `With this, state tensors and node outputs hold ${this.#elements} elements together, at most ${MAX_PROGRAM_ELEMENTS} are allowed.`,
      );
    }
    if (this.#units > MAX_UNITS_PER_STEP) {
      throw new GraphError(
        'ProgramTooLarge',
        record,
        `With this, a step takes ${this.#units} units, at most ${MAX_UNITS_PER_STEP} are allowed.`,
      );
    }
  }
}

import type { PlacedUnit } from './placed-unit.ts';
import type { Share } from './share.ts';

/** What a thread of a team is given. */
export interface TeamData {
  readonly control: SharedArrayBuffer;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  /** The module of the chains of units. */
  readonly chains: WebAssembly.Module;
  /** By number, the units whose work is shared. */
  readonly tasks: readonly (PlacedUnit | undefined)[];
  readonly scratch: number;
  readonly share: Share;
}

/** Counts the calls. */
const CALL = 0;
const TASK = 1;
const DONE = 2;
const FAILED = 3;
const WORDS = 4;

/** The call that ends a thread. */
const END = -1;

/**
 * Looks before sleeping. Kernels follow each other within microseconds and waking a thread takes longer than most of
 * them; a tenth of a millisecond without a call, and it sleeps.
 */
const LOOKS = 50_000;
/** Nobody sleeps longer without looking. */
const SLEEP_MILLISECONDS = 100;

/** How a team talks: words that all of its threads see. */
export class Control {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }

  static buffer(): SharedArrayBuffer {
    return new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Calls all threads to make their parts of a unit. */
  call(task: number): void {
    Atomics.store(this.#words, TASK, task);
    Atomics.store(this.#words, DONE, 0);
    Atomics.add(this.#words, CALL, 1);
    Atomics.notify(this.#words, CALL);
  }

  end(): void {
    this.call(END);
  }

  /** Waits until `count` threads are done; whether all went well. */
  join(count: number): boolean {
    for (let done = 0; done < count; ) done = this.#change(DONE, done);
    return Atomics.load(this.#words, FAILED) === 0;
  }

  /** Waits for the next call after `heard`, and gives its number. */
  await(heard: number): number {
    return this.#change(CALL, heard);
  }

  called(): number {
    return Atomics.load(this.#words, TASK);
  }

  done(): void {
    Atomics.add(this.#words, DONE, 1);
    Atomics.notify(this.#words, DONE);
  }

  fail(): void {
    Atomics.store(this.#words, FAILED, 1);
  }

  /** Waits until a word is no longer `value`, and gives what it is. */
  #change(word: number, value: number): number {
    for (let looks = 0; ; looks++) {
      const now = Atomics.load(this.#words, word);
      if (now !== value) return now;
      if (looks > LOOKS) Atomics.wait(this.#words, word, value, SLEEP_MILLISECONDS);
    }
  }
}

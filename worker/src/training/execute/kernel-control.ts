import type { PlacedUnit } from './placed-unit.ts';

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
  /** Parts that a unit's work has: as many as there are threads. */
  readonly parts: number;
}

/** Which parts of which call are taken: the call's number, and in the lowest bits the next part. */
const TAKEN = 0;
const TASK = 1;
const DONE = 2;
const FAILED = 3;
const WORDS = 4;

const PART_BITS = 10;
const PART_MASK = (1 << PART_BITS) - 1;
/** Threads that a team can have. */
export const MAX_THREADS = PART_MASK;

/** The call that ends a thread. */
const END = -1;

/**
 * Looks before sleeping. Kernels follow each other within microseconds and waking a thread takes longer than most of
 * them; some tens of microseconds without a call, and it sleeps.
 */
const LOOKS = 20_000;
/** Nobody sleeps longer without looking. */
const SLEEP_MILLISECONDS = 100;

/** A part of a unit's work that a thread has taken. */
export interface Part {
  readonly task: number;
  readonly part: number;
}

/**
 * How a team talks: words that all of its threads see. Parts belong to nobody before they are taken, so a thread that
 * the system has put aside holds nobody up: the others, the caller among them, take what it does not.
 */
export class Control {
  readonly #words: Int32Array;
  readonly #parts: number;

  constructor(buffer: SharedArrayBuffer, parts: number) {
    this.#words = new Int32Array(buffer);
    this.#parts = parts;
  }

  /** The words of a team whose units have this many parts, before the first call: nothing to take. */
  static buffer(parts: number): SharedArrayBuffer {
    const buffer = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(buffer)[TAKEN] = parts;
    return buffer;
  }

  /** Offers all parts of a unit to all threads. All of the unit before must be done. */
  call(task: number): void {
    Atomics.store(this.#words, TASK, task);
    Atomics.store(this.#words, DONE, 0);
    const call = (Atomics.load(this.#words, TAKEN) >> PART_BITS) + 1;
    Atomics.store(this.#words, TAKEN, call << PART_BITS);
    Atomics.notify(this.#words, TAKEN);
  }

  end(): void {
    this.call(END);
  }

  /** Takes the next part of the present call; undefined when all are taken. */
  take(): Part | undefined {
    for (;;) {
      const taken = Atomics.load(this.#words, TAKEN);
      const part = taken & PART_MASK;
      if (part >= this.#parts) return undefined;
      if (Atomics.compareExchange(this.#words, TAKEN, taken, taken + 1) !== taken) continue;
      // The call stays what it is until this part is done.
      return { task: Atomics.load(this.#words, TASK), part };
    }
  }

  /** Waits until there is a part to take, and takes it; undefined when the thread is to end. */
  next(): Part | undefined {
    for (;;) {
      const part = this.take();
      if (part) return part.task === END ? undefined : part;
      this.#change(TAKEN, (taken) => (taken & PART_MASK) >= this.#parts);
    }
  }

  /** Waits until all parts are done; whether all went well. */
  join(): boolean {
    this.#change(DONE, (done) => done < this.#parts);
    return Atomics.load(this.#words, FAILED) === 0;
  }

  /** A part that was taken is done. */
  done(): void {
    if (Atomics.add(this.#words, DONE, 1) + 1 === this.#parts) Atomics.notify(this.#words, DONE);
  }

  fail(): void {
    Atomics.store(this.#words, FAILED, 1);
  }

  /** Waits while `waiting` holds of a word. */
  #change(word: number, waiting: (value: number) => boolean): void {
    for (let looks = 0; ; looks++) {
      const now = Atomics.load(this.#words, word);
      if (!waiting(now)) return;
      if (looks > LOOKS) Atomics.wait(this.#words, word, now, SLEEP_MILLISECONDS);
    }
  }
}

import type { Piece } from './stage.ts';

/** What a thread of a team is given. */
export interface TeamData {
  readonly control: SharedArrayBuffer;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  /** The module of the chains of units. */
  readonly chains: WebAssembly.Module;
  /** By number, the pieces of the stages of all courses. */
  readonly tasks: readonly (readonly Piece[])[];
  readonly scratch: number;
  /** Parts that every call has: the most pieces that a stage has. */
  readonly parts: number;
  /** Which of the threads this is; the caller is 0. */
  readonly index: number;
}

/** Words that are written by different threads at the same time lie on different cache lines. */
const LINE = 16;
/** The present call's number. */
const CALL = 0;
const TASK = 1;
/** Parts of the present call that are done. */
const DONE = LINE;
const FAILED = DONE + 1;
/** Behind a word that is waited for: threads that sleep until it changes. */
const SLEEPERS = 2;
/** For each part, the last call whose part is taken. */
const TAKEN = 2 * LINE;

/** Threads that a team can have. */
export const MAX_THREADS = 1023;

/** The call that ends a thread. */
const END = -1;

/**
 * Looks before sleeping, which last less than a millisecond. Kernels follow each other within microseconds and steps
 * within some tens of them; waking a thread can take longer than all but the longest kernels.
 */
const LOOKS = 100_000;
/** Nobody sleeps longer without looking. */
const SLEEP_MILLISECONDS = 100;

/** A part of a call that a thread has taken. */
export interface Part {
  readonly task: number;
  readonly part: number;
}

/**
 * How a team talks: words that all of its threads see. A thread takes the part of its own number first, since what that
 * part reads the same thread has often written, and then what others have not begun: one that the system has put aside
 * holds nobody up.
 */
export class Control {
  readonly #words: Int32Array;
  readonly #parts: number;
  readonly #own: number;
  /** The last call that this thread has found all taken. */
  #over = 0;

  constructor(buffer: SharedArrayBuffer, parts: number, own: number) {
    this.#words = new Int32Array(buffer);
    this.#parts = parts;
    this.#own = own;
  }

  /** The words of a team whose calls have this many parts, before the first call: nothing to take. */
  static buffer(parts: number): SharedArrayBuffer {
    return new SharedArrayBuffer((TAKEN + parts) * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Offers all parts of a stage to all threads. All of the stage before must be done. */
  call(task: number): void {
    Atomics.store(this.#words, TASK, task);
    Atomics.store(this.#words, DONE, 0);
    Atomics.add(this.#words, CALL, 1);
    this.#wake(CALL);
  }

  end(): void {
    this.call(END);
  }

  /** Takes a part of the present call; undefined when all are taken. */
  take(): Part | undefined {
    const call = Atomics.load(this.#words, CALL);
    const before = (call - 1) | 0;
    for (let i = 0; i < this.#parts; i++) {
      const part = (this.#own + i) % this.#parts;
      if (Atomics.compareExchange(this.#words, TAKEN + part, before, call) !== before) continue;
      // The call stays what it is until this part is done.
      return { task: Atomics.load(this.#words, TASK), part };
    }
    this.#over = call;
    return undefined;
  }

  /** Waits until there is a part to take, and takes it; undefined when the thread is to end. */
  next(): Part | undefined {
    for (;;) {
      const part = this.take();
      if (part) return part.task === END ? undefined : part;
      this.#change(CALL, (call) => call === this.#over);
    }
  }

  /** Waits until all parts are done; whether all went well. */
  join(): boolean {
    this.#change(DONE, (done) => done < this.#parts);
    return Atomics.load(this.#words, FAILED) === 0;
  }

  /** A part that was taken is done. */
  done(): void {
    if (Atomics.add(this.#words, DONE, 1) + 1 === this.#parts) this.#wake(DONE);
  }

  fail(): void {
    Atomics.store(this.#words, FAILED, 1);
  }

  /** A word has changed. Whoever goes to sleep counts itself first and then looks once more. */
  #wake(word: number): void {
    if (Atomics.load(this.#words, word + SLEEPERS) > 0) Atomics.notify(this.#words, word);
  }

  /** Waits while `waiting` holds of a word. */
  #change(word: number, waiting: (value: number) => boolean): void {
    for (let looks = 0; ; looks++) {
      const now = Atomics.load(this.#words, word);
      if (!waiting(now)) return;
      if (looks <= LOOKS) continue;
      Atomics.add(this.#words, word + SLEEPERS, 1);
      Atomics.wait(this.#words, word, now, SLEEP_MILLISECONDS);
      Atomics.sub(this.#words, word + SLEEPERS, 1);
    }
  }
}

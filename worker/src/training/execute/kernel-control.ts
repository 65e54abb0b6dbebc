import { orderFor, type Piece } from './pieces.ts';
import { lookWhile, Spinning } from './spinning.ts';

/** What a thread of a team is given. */
export interface TeamData {
  readonly control: SharedArrayBuffer;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  /** The module of the chains of units. */
  readonly chains: WebAssembly.Module;
  /** By number, the pieces of the stages of all courses. */
  readonly tasks: readonly (readonly Piece[])[];
  /** From the scratch of the caller to that of this thread. */
  readonly scratch: number;
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
/** For each part, the last call whose part is taken, or the call before the one that it can be taken of. */
const TAKEN = 2 * LINE;

/** Threads that a team can have. */
export const MAX_THREADS = 1023;

/** The call that ends a thread. */
const END = -1;

/** How long what goes on from another's part is left to its own thread, which has what it reads. */
const PATIENCE_MILLISECONDS = 0.03;
/** Nobody sleeps longer without looking. */
const SLEEP_MILLISECONDS = 100;

/** A part of a call that a thread has taken. */
export interface Part {
  readonly task: number;
  readonly part: number;
}

/** The pieces of a stage as one thread sees them. */
interface Task {
  readonly order: readonly number[];
  /** By part: the one that has to be done before it, or -1. */
  readonly after: readonly number[];
  /** By part: whether it is left to another thread for a while. */
  readonly foreign: readonly boolean[];
}

/**
 * How a team talks: words that all of its threads see. A thread takes parts of its own number first, since what they read
 * the same thread has often written, and then what others have not begun: one that the system has put aside holds
 * nobody up.
 */
export class Control {
  readonly #words: Int32Array;
  readonly #tasks: readonly Task[];
  /** For each part, the last call whose part is done, lies behind all that are for taking. */
  readonly #finished: number;
  readonly #spinning = new Spinning();
  /** The last call that this thread has found all taken. */
  #over = 0;

  constructor(buffer: SharedArrayBuffer, tasks: TeamData['tasks'], own: number) {
    this.#words = new Int32Array(buffer);
    this.#finished = TAKEN + mostOf(tasks);
    this.#tasks = tasks.map((pieces) => ({
      order: orderFor(pieces, own),
      after: pieces.map(({ after }) => after),
      foreign: pieces.map(({ share, carried }) => carried && share.index !== own),
    }));
  }

  /** The words of a team that can make these tasks, before the first call: nothing to take. */
  static buffer(tasks: TeamData['tasks']): SharedArrayBuffer {
    return new SharedArrayBuffer((TAKEN + 2 * mostOf(tasks)) * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Offers all parts of a stage to all threads. All of the stage before must be done. */
  call(task: number): void {
    const before = Atomics.load(this.#words, CALL);
    // Before the task is named: whoever still looks for parts of the call before then finds none.
    for (let part = this.#countOf(task) - 1; part >= 0; part--)
      Atomics.store(this.#words, TAKEN + part, before);
    Atomics.store(this.#words, DONE, 0);
    Atomics.store(this.#words, TASK, task);
    Atomics.add(this.#words, CALL, 1);
    this.#wake(CALL);
  }

  end(): void {
    this.call(END);
  }

  /** Takes a part of the present call, as soon as one can be begun; undefined when all are taken. */
  take(): Part | undefined {
    for (let patient = this.#spinning.pays; ; ) {
      const call = Atomics.load(this.#words, CALL);
      const done = Atomics.load(this.#words, DONE);
      const task = Atomics.load(this.#words, TASK);
      const before = (call - 1) | 0;
      let left = false;
      for (const part of this.#tasks[task]?.order ?? []) {
        if (Atomics.load(this.#words, TAKEN + part) !== before) continue;
        left = true;
        if (!this.#isReady(task, part, call, patient)) continue;
        if (Atomics.compareExchange(this.#words, TAKEN + part, before, call) !== before) continue;
        return { task, part };
      }
      if (!left) {
        this.#over = call;
        return undefined;
      }
      if (patient)
        patient = !lookWhile(() => Atomics.load(this.#words, DONE) === done, PATIENCE_MILLISECONDS);
      else this.#await(DONE, (now) => now === done);
    }
  }

  /** Waits until there is a part to take, and takes it; undefined when the thread is to end. */
  next(): Part | undefined {
    for (;;) {
      const part = this.take();
      if (part) return part;
      if (Atomics.load(this.#words, TASK) === END) return undefined;
      this.#await(CALL, (call) => call === this.#over);
    }
  }

  /** Waits until all parts of the present call are done; whether all went well. */
  join(): boolean {
    const parts = this.#countOf(Atomics.load(this.#words, TASK));
    this.#await(DONE, (done) => done < parts);
    return Atomics.load(this.#words, FAILED) === 0;
  }

  /** A part that was taken is done. */
  done(part: number): void {
    // The call stays what it is until this part is done.
    Atomics.store(this.#words, this.#finished + part, Atomics.load(this.#words, CALL));
    Atomics.add(this.#words, DONE, 1);
    this.#wake(DONE);
  }

  fail(): void {
    Atomics.store(this.#words, FAILED, 1);
  }

  #countOf(task: number): number {
    return this.#tasks[task]?.order.length ?? 0;
  }

  #isReady(task: number, part: number, call: number, patient: boolean): boolean {
    const after = this.#tasks[task]?.after[part] ?? -1;
    if (after >= 0 && Atomics.load(this.#words, this.#finished + after) !== call) return false;
    return !patient || this.#tasks[task]?.foreign[part] !== true;
  }

  /** A word has changed. Whoever goes to sleep counts itself first and then looks once more. */
  #wake(word: number): void {
    if (Atomics.load(this.#words, word + SLEEPERS) > 0) Atomics.notify(this.#words, word);
  }

  /** Waits while `waiting` holds of a word. */
  #await(word: number, waiting: (value: number) => boolean): void {
    if (!this.#spinning.isInVain(() => waiting(Atomics.load(this.#words, word)))) return;
    for (let now = Atomics.load(this.#words, word); waiting(now); now = Atomics.load(this.#words, word))
      this.#sleep(word, now);
  }

  /** Until a word is no longer this, or somebody says that it has changed. */
  #sleep(word: number, now: number): void {
    Atomics.add(this.#words, word + SLEEPERS, 1);
    Atomics.wait(this.#words, word, now, SLEEP_MILLISECONDS);
    Atomics.sub(this.#words, word + SLEEPERS, 1);
  }
}

function mostOf(tasks: TeamData['tasks']): number {
  return Math.max(1, ...tasks.map((pieces) => pieces.length));
}

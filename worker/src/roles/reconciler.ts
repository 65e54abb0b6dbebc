import { ChainError } from '../chain/errors.ts';
import type { ChainView } from '../chain/view.ts';
import { codeOf, messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';

/** Something that should be going on now. The key says what it acts on: the same key is the same piece of work. */
export interface Job {
  readonly key: string;
  /** Does the work; `signal` fires when it is wanted no longer. Must be able to start over after any interruption. */
  run(signal: AbortSignal): Promise<void>;
}

/** Decides from the chain and its own journal, and nothing else, what should be going on. */
export interface Role {
  readonly name: string;
  jobs(view: ChainView): Promise<Job[]>;
}

interface Running {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

interface Failed {
  readonly times: number;
  readonly notBefore: number;
}

export interface ReconcilerOptions {
  readonly roles: readonly Role[];
  readonly log: Logger;
  /** Milliseconds, for waiting after failures. */
  readonly now?: () => number;
  /** First wait after a failure; doubles up to half a minute. */
  readonly retryMilliseconds?: number;
}

const LONGEST_WAIT = 30_000;
/** Deadlines go on while the chain cannot be reached from here. */
const LONGEST_WAIT_FOR_CHAIN = 2_000;

/**
 * Keeps what is going on equal to what should be: starts jobs that are missing, stops those that are wanted no
 * longer, tries again those that failed. Holds no state that matters, so it can die at any moment.
 */
export class Reconciler {
  readonly #options: Required<ReconcilerOptions>;
  readonly #running = new Map<string, Running>();
  readonly #failed = new Map<string, Failed>();
  /** Blocks at which jobs ended well: they are not run again on a view that cannot know of it yet. */
  readonly #ended = new Map<string, number>();
  #view: ChainView | undefined;
  #deciding: Promise<void> | undefined;
  #isDeciding = false;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ReconcilerOptions) {
    this.#options = { now: () => performance.now(), retryMilliseconds: 500, ...options };
  }

  /** A new block. */
  update(view: ChainView): void {
    this.#view = view;
    this.wake();
  }

  /** Decides anew, because a journal changed. */
  wake(): void {
    this.#again = true;
    if (this.#stopped || this.#isDeciding || this.#view === undefined) return;
    this.#isDeciding = true;
    this.#deciding = this.#decideUntilSettled();
  }

  /** Stops all jobs and waits for them to end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const { abort } of this.#running.values()) abort.abort();
    await this.#deciding;
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #decideUntilSettled(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      if (this.#view !== undefined) await this.#decide(this.#view);
    }
    // At once: whoever wakes it from here on begins anew.
    this.#isDeciding = false;
  }

  async #decide(view: ChainView): Promise<void> {
    const wanted = new Map<string, Job>();
    const undecided = new Set<string>();
    for (const role of this.#options.roles) {
      try {
        for (const job of await role.jobs(view)) wanted.set(`${role.name}:${job.key}`, job);
      } catch (thrown) {
        // A broken connection: what this role has running goes on, and it is asked again soon.
        undecided.add(role.name);
        this.#options.log.warn(
          { event: 'undecided', role: role.name, code: codeOf(thrown), reason: messageOf(thrown) },
          `cannot decide what to do as ${role.name}: ${messageOf(thrown)}`,
        );
      }
    }
    const unwanted = (key: string): boolean =>
      !wanted.has(key) && !undecided.has(key.slice(0, key.indexOf(':')));
    for (const [key, { abort }] of this.#running) if (unwanted(key)) abort.abort();
    for (const key of [...this.#failed.keys(), ...this.#ended.keys()]) {
      if (unwanted(key)) {
        this.#failed.delete(key);
        this.#ended.delete(key);
      }
    }
    for (const [key, job] of wanted) if (this.#isDue(key, view)) this.#start(key, job);
    this.#scheduleRetry(wanted, undecided.size > 0);
  }

  #isDue(key: string, view: ChainView): boolean {
    if (this.#stopped || this.#running.has(key)) return false;
    const ended = this.#ended.get(key);
    if (ended !== undefined && view.block.number <= ended + 1) return false;
    const failed = this.#failed.get(key);
    return failed === undefined || failed.notBefore <= this.#options.now();
  }

  #start(key: string, job: Job): void {
    const abort = new AbortController();
    this.#options.log.debug({ event: 'job', job: key }, 'starting');
    const done = (async () => job.run(abort.signal))().then(
      () => {
        this.#failed.delete(key);
        this.#ended.set(key, this.#view?.block.number ?? 0);
      },
      (thrown: unknown) => this.#onFailure(key, abort.signal, thrown),
    );
    const running: Running = { abort, done: done.finally(() => this.#onEnd(key)) };
    this.#running.set(key, running);
  }

  #onEnd(key: string): void {
    this.#running.delete(key);
    this.wake();
  }

  #onFailure(key: string, signal: AbortSignal, thrown: unknown): void {
    if (signal.aborted) return;
    const times = (this.#failed.get(key)?.times ?? 0) + 1;
    const longest = isTransient(thrown) ? LONGEST_WAIT_FOR_CHAIN : LONGEST_WAIT;
    const wait = Math.min(longest, this.#options.retryMilliseconds * 2 ** (times - 1));
    this.#failed.set(key, { times, notBefore: this.#options.now() + wait });
    const fields = { event: 'job-failed', job: key, code: codeOf(thrown), times, retryInMilliseconds: wait };
    // The first failure is often a race with a block that is on its way.
    const level = times === 1 ? 'info' : 'warn';
    this.#options.log[level]({ ...fields, reason: messageOf(thrown) }, messageOf(thrown));
    if (thrown instanceof Error)
      this.#options.log.debug({ event: 'stack', job: key, stack: thrown.stack }, 'stack');
  }

  #scheduleRetry(wanted: ReadonlyMap<string, Job>, undecided: boolean): void {
    clearTimeout(this.#timer);
    const due = [...this.#failed]
      .filter(([key]) => wanted.has(key) && !this.#running.has(key))
      .map(([, { notBefore }]) => notBefore);
    if (undecided) due.push(this.#options.now() + 4 * this.#options.retryMilliseconds);
    if (due.length === 0 || this.#stopped) return;
    const wait = Math.max(1, Math.min(...due) - this.#options.now());
    this.#timer = setTimeout(() => this.wake(), wait);
  }
}

function isTransient(thrown: unknown): boolean {
  return thrown instanceof ChainError && thrown.transient;
}

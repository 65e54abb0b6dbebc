import { TrainingError } from '../error.ts';
import { Control, MAX_THREADS, type TeamData } from './kernel-control.ts';
import type { Launch } from './launch-context.ts';
import type { Piece } from './pieces.ts';

/** A thread that serves a team, see `serveTeam`. */
export interface KernelThread {
  stop(): unknown;
}

/** Starts a thread that serves a team with these data, and is there when it listens. */
export type StartThread = (data: TeamData) => Promise<KernelThread>;

export interface KernelTeamOptions {
  readonly startThread: StartThread | undefined;
  /** Threads in all, that of the caller included. */
  readonly threads: number;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly chains: WebAssembly.Module;
  /** By number, the pieces of the stages that can be called. */
  readonly tasks: readonly (readonly Piece[])[];
  /** From the scratch of the caller to that of thread `index`. */
  readonly scratch: (index: number) => number;
}

/** Threads that make pieces of stages together with the caller, on one memory. */
export class KernelTeam {
  readonly #control: Control;
  readonly #others: readonly KernelThread[];

  private constructor(control: Control, others: readonly KernelThread[]) {
    this.#control = control;
    this.#others = others;
  }

  static async start(options: KernelTeamOptions): Promise<KernelTeam> {
    const { threads, memory, module, chains, tasks } = options;
    if (threads > MAX_THREADS) {
      throw new TrainingError(
        'ThreadFailed',
        `${threads} threads were asked for; at most ${MAX_THREADS} can be.`,
      );
    }
    const control = Control.buffer(tasks);
    const { startThread } = options;
    if (startThread === undefined) {
      throw new TrainingError(
        'ThreadFailed',
        `${threads} threads were asked for, and no way to start them was given: pass startThread, or train with one thread.`,
      );
    }
    const starting = Array.from({ length: threads - 1 }, (_, i) => {
      const index = i + 1;
      const scratch = options.scratch(index);
      return startThread({ control, memory, module, chains, tasks, scratch, index });
    });
    return new KernelTeam(new Control(control, tasks, 0), await Promise.all(starting));
  }

  /** Has all pieces of a stage made: by the caller with these launches, one for each piece, and by whoever else is free. */
  run(task: number, launches: readonly (Launch | undefined)[]): void {
    this.#control.call(task);
    for (let taken = this.#control.take(); taken; taken = this.#control.take()) {
      launches[taken.part]?.();
      this.#control.done(taken.part);
    }
    if (this.#control.join()) return;
    throw new TrainingError(
      'ThreadFailed',
      `A thread could not compute its part of stage ${task}. This is an error of the kernels: train with one thread.`,
    );
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    this.#control.end();
    await Promise.all(this.#others.map((thread) => thread.stop()));
  }
}

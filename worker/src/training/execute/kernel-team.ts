import { TrainingError } from '../error.ts';
import { Control, type TeamData } from './kernel-control.ts';
import type { PlacedUnit } from './placed-unit.ts';

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
  readonly tasks: readonly (PlacedUnit | undefined)[];
  /** Where the scratch of thread `index` lies. */
  readonly scratch: (index: number) => number;
}

/** Threads that make parts of units together with the caller, on one memory. */
export class KernelTeam {
  readonly #control: Control;
  readonly #others: readonly KernelThread[];

  private constructor(control: Control, others: readonly KernelThread[]) {
    this.#control = control;
    this.#others = others;
  }

  static async start(options: KernelTeamOptions): Promise<KernelTeam> {
    const { threads, memory, module, chains, tasks } = options;
    const control = Control.buffer();
    const { startThread } = options;
    if (startThread === undefined) {
      throw new TrainingError(
        'ThreadFailed',
        `${threads} threads were asked for, and no way to start them was given: pass startThread, or train with one thread.`,
      );
    }
    const starting = Array.from({ length: threads - 1 }, (_, i) => {
      const share = { index: i + 1, count: threads };
      const data = { control, memory, module, chains, tasks, scratch: options.scratch(i + 1), share };
      return startThread(data);
    });
    return new KernelTeam(new Control(control), await Promise.all(starting));
  }

  /** Makes all parts of a unit; `own` is the caller's. */
  run(task: number, own: () => void): void {
    this.#control.call(task);
    own();
    if (this.#control.join(this.#others.length)) return;
    throw new TrainingError(
      'ThreadFailed',
      `A thread could not compute its part of unit ${task}. This is an error of the kernels: train with one thread.`,
    );
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    this.#control.end();
    await Promise.all(this.#others.map((thread) => thread.stop()));
  }
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TrainingError } from '../error.ts';
import { Control, type TeamData } from './kernel-control.ts';
import type { PlacedUnit } from './placed-unit.ts';

export interface KernelTeamOptions {
  /** Threads in all, that of the caller included. */
  readonly threads: number;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly chains: WebAssembly.Module;
  readonly tasks: readonly (PlacedUnit | undefined)[];
  /** Where the scratch of thread `index` lies. */
  readonly scratch: (index: number) => number;
}

/** Threads that make parts of units together with the caller, on one memory. They do not keep the process alive. */
export class KernelTeam {
  readonly #control: Control;
  readonly #workers: readonly Worker[];

  private constructor(control: Control, workers: readonly Worker[]) {
    this.#control = control;
    this.#workers = workers;
  }

  static async start(options: KernelTeamOptions): Promise<KernelTeam> {
    const { threads, memory, module, chains, tasks } = options;
    const control = Control.buffer();
    const workers = Array.from({ length: threads - 1 }, (_, i) => {
      const share = { index: i + 1, count: threads };
      const data = { control, memory, module, chains, tasks, scratch: options.scratch(i + 1), share };
      return new Worker(new URL('./kernel-thread.ts', import.meta.url), {
        workerData: data satisfies TeamData,
      });
    });
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    for (const worker of workers) worker.unref();
    return new KernelTeam(new Control(control), workers);
  }

  /** Makes all parts of a unit; `own` is the caller's. */
  run(task: number, own: () => void): void {
    this.#control.call(task);
    own();
    if (this.#control.join(this.#workers.length)) return;
    throw new TrainingError(
      'ThreadFailed',
      `A thread could not compute its part of unit ${task}. This is an error of the kernels: train with one thread.`,
    );
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    this.#control.end();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

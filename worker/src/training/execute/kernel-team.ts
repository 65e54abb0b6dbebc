import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TrainingError } from '../error.ts';
import { Control, MAX_THREADS, type TeamData } from './kernel-control.ts';
import type { Launch } from './launch-context.ts';
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
    if (threads > MAX_THREADS) {
      throw new TrainingError(
        'ThreadFailed',
        `${threads} threads were asked for; at most ${MAX_THREADS} can be.`,
      );
    }
    const control = Control.buffer(threads);
    const workers = Array.from({ length: threads - 1 }, (_, i) => {
      const scratch = options.scratch(i + 1);
      const data = { control, memory, module, chains, tasks, scratch, parts: threads };
      return new Worker(new URL('./kernel-thread.ts', import.meta.url), {
        workerData: data satisfies TeamData,
      });
    });
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    for (const worker of workers) worker.unref();
    return new KernelTeam(new Control(control, threads), workers);
  }

  /** Has all parts of a unit made: by the caller with these launches, one for each part, and by whoever else is free. */
  run(task: number, launches: readonly (Launch | undefined)[]): void {
    this.#control.call(task);
    for (let taken = this.#control.take(); taken; taken = this.#control.take()) {
      launches[taken.part]?.();
      this.#control.done();
    }
    if (this.#control.join()) return;
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

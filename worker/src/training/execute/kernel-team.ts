import type { GraphNode } from '@plumbline/verification/graph/types';
import { TrainingError } from '../error.ts';
import { Control, type TeamData } from './kernel-control.ts';

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
  readonly nodes: readonly (GraphNode | undefined)[];
  readonly offsets: readonly number[];
  /** Where the scratch of thread `index` lies. */
  readonly scratch: (index: number) => number;
}

/** Threads that make parts of nodes together with the caller, on one memory. */
export class KernelTeam {
  readonly #control: Control;
  readonly #others: readonly KernelThread[];

  private constructor(control: Control, others: readonly KernelThread[]) {
    this.#control = control;
    this.#others = others;
  }

  static async start(options: KernelTeamOptions): Promise<KernelTeam> {
    const { threads, memory, module, nodes, offsets } = options;
    const { startThread } = options;
    if (startThread === undefined) {
      throw new TrainingError(
        'ThreadFailed',
        `${threads} threads were asked for, and no way to start them was given: pass startThread, or train with one thread.`,
      );
    }
    const control = Control.buffer();
    const starting = Array.from({ length: threads - 1 }, (_, i) => {
      const share = { index: i + 1, count: threads };
      const data = { control, memory, module, nodes, offsets, scratch: options.scratch(i + 1), share };
      return startThread(data);
    });
    return new KernelTeam(new Control(control), await Promise.all(starting));
  }

  /** Makes all parts of a node; `own` is the caller's. */
  run(node: number, own: () => void): void {
    this.#control.call(node);
    own();
    if (this.#control.join(this.#others.length)) return;
    throw new TrainingError(
      'ThreadFailed',
      `A thread could not compute its part of node ${node}. This is an error of the kernels: train with one thread.`,
    );
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    this.#control.end();
    await Promise.all(this.#others.map((thread) => thread.stop()));
  }
}

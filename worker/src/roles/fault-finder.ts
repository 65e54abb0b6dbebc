import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { type Fault, findFault } from '@plumbline/verification/tolerant/find-fault';
import type { RunNode } from '@plumbline/verification/tolerant/run-node';
import { createNodeRunner } from '../training/execute/node-runner.ts';
import { breathe } from './executor.ts';

/** Looks for faults in what one Solver has laid open of one interval, on the kernels, and at each step once. */
export class FaultFinder {
  readonly #seen = new Map<number, Fault | 'none'>();
  #run: Promise<RunNode> | undefined;

  /** The first fault in the steps `(first, last]`. Throws what the trace throws; the steps before that are done. */
  async first(facts: GameFacts, first: number, last: number, trace: Trace): Promise<Fault | undefined> {
    this.#run ??= createNodeRunner();
    const run = await this.#run;
    for (let step = first; step < last; step++) {
      const found = this.#seen.get(step) ?? (await findFault(facts, step, step + 1, trace, run)) ?? 'none';
      this.#seen.set(step, found);
      if (found !== 'none') return found;
      await breathe();
    }
    return undefined;
  }
}

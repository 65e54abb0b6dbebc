import type { Hash } from '@plumbline/verification/hash/blake2b';
import { toHex } from '@plumbline/verification/hash/hex';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { type Fault, findFault } from '@plumbline/verification/tolerant/find-fault';
import type { RunNode } from '@plumbline/verification/tolerant/run-node';
import { createNodeRunner } from '../training/execute/node-runner.ts';
import { breathe } from './executor.ts';

/** A trace of which each step is known by hashes. */
export interface CommittedTrace extends Trace {
  /** The state before a step, its operators and the state after it: all that its faults follow from. */
  stepHashes(step: number): Promise<readonly Hash[]>;
}

/**
 * Looks for faults in what one Solver has laid open of one interval, on the kernels, and at each step once. What was
 * found is about what that step was committed to as: a Solver may lay open one thing off chain and another on chain.
 */
export class FaultFinder {
  readonly #seen = new Map<string, Fault | 'none'>();
  #run: Promise<RunNode> | undefined;

  /** The first fault in the steps `(first, last]`. Throws what the trace throws; the steps before that are done. */
  async first(
    facts: GameFacts,
    first: number,
    last: number,
    trace: CommittedTrace,
  ): Promise<Fault | undefined> {
    this.#run ??= createNodeRunner();
    const run = await this.#run;
    for (let step = first; step < last; step++) {
      const key = [step, ...(await trace.stepHashes(step)).map(toHex)].join(':');
      const found = this.#seen.get(key) ?? (await findFault(facts, step, step + 1, trace, run)) ?? 'none';
      this.#seen.set(key, found);
      if (found !== 'none') return found;
      await breathe();
    }
    return undefined;
  }
}

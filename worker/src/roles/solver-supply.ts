import type { DemandedLeaf, SuppliedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { openFileLeaf } from '@plumbline/verification/pinpoint/file-leaf';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey } from './attempt.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { fileSources } from './file-sources.ts';
import { filesOwner } from './owners.ts';
import { servedFiles } from './private-task.ts';
import type { Job } from './reconciler.ts';
import type { TrainedStates } from './trained-states.ts';

/** Shows on chain what was demanded of the checkpoints that a Solver stands for and of the files, or loses the stake. */
export class SolverSupply {
  readonly #context: WorkerContext;
  readonly #states: TrainedStates;
  readonly #log: Logger;
  readonly #cheat: Cheat | undefined;

  constructor(context: WorkerContext, states: TrainedStates, cheat?: Cheat) {
    this.#context = context;
    this.#states = states;
    this.#cheat = cheat;
    this.#log = context.loggerOf('solver');
  }

  async jobs(view: ChainView, id: number, task: Task): Promise<Job[]> {
    if (this.#cheat === 'withholding') return [];
    const attempt = attemptKey(id, task);
    const demands = (await view.demands(id)).filter((demand) => demand.attempt === task.attempt);
    return demands.map(({ what }) => ({
      key: `supply:${attempt}:${what.type}.${Object.values(what.value).join('.')}`,
      run: (signal) => this.#supply(view, id, task, what, signal),
    }));
  }

  async #supply(
    view: ChainView,
    id: number,
    task: Task,
    what: DemandedLeaf,
    signal: AbortSignal,
  ): Promise<void> {
    const { calls, submitter } = this.#context;
    const opening = await this.#open(view, id, task, what, signal);
    const { leaf } = opening.value;
    if (this.#cheat === 'forged-openings') leaf[0] = (leaf[0] ?? 0) ^ 1;
    this.#log.info(
      { event: 'supply', task: id, what: what.type, ...what.value },
      `showing a leaf of task ${id} on chain (${what.type})`,
    );
    await submitter.submit(calls.supply(id, what, opening));
  }

  async #open(
    view: ChainView,
    id: number,
    task: Task,
    what: DemandedLeaf,
    signal: AbortSignal,
  ): Promise<SuppliedLeaf> {
    const { blobs, files } = this.#context;
    const sources = await fileSources(view, id, task, this.#context);
    const { program } = await files.load(id, task.spec, sources, signal);
    if (what.type !== 'State') {
      const served = servedFiles(task.spec);
      const ref = what.type === 'Program' ? served.program : served.dataset;
      const file = await blobs.fetch(filesOwner(id), ref, sources.peers, signal);
      return { type: 'File', value: openFileLeaf(file, what.value.leaf) };
    }
    const { checkpoint } = what.value;
    const root = (await view.checkpoints(id))[checkpoint];
    if (root === undefined) {
      throw new RoleError(
        'WrongState',
        `checkpoint ${checkpoint} of task ${id}, which was demanded, was not posted`,
      );
    }
    const state = await this.#states.designated({ view, id, task }, checkpoint, root, signal);
    return { type: 'State', value: openCommittedLeaf(program, state, what.value) };
  }
}

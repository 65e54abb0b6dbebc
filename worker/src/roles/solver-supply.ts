import type { CommittedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { fileSources } from './file-sources.ts';
import type { Job } from './reconciler.ts';
import { findState } from './states.ts';

/** Shows on chain what was demanded of the checkpoints that a Solver stands for, or loses the stake. */
export class SolverSupply {
  readonly #context: WorkerContext;
  readonly #log: Logger;

  constructor(context: WorkerContext) {
    this.#context = context;
    this.#log = context.loggerOf('solver');
  }

  async jobs(view: ChainView, id: number, task: Task): Promise<Job[]> {
    const attempt = attemptKey(id, task);
    const demands = (await view.demands(id)).filter((demand) => demand.attempt === task.attempt);
    return demands.map(({ what }) => ({
      key: `supply:${attempt}:${what.checkpoint}.${what.tensor}.${what.leaf}`,
      run: (signal) => this.#supply(view, id, task, what, signal),
    }));
  }

  async #supply(
    view: ChainView,
    id: number,
    task: Task,
    what: CommittedLeaf,
    signal: AbortSignal,
  ): Promise<void> {
    const { calls, files, store, submitter } = this.#context;
    const sources = await fileSources(view, id, task, this.#context);
    const { program } = await files.load(id, task.spec, sources, signal);
    const root = (await view.checkpoints(id))[what.checkpoint];
    const state = root && (await findState(store, program, root));
    if (state === undefined) {
      throw new RoleError(
        'WrongState',
        `checkpoint ${what.checkpoint} of task ${id}, which was demanded, is not in the store`,
      );
    }
    this.#log.info(
      { event: 'supply', task: id, ...what },
      `showing a leaf of checkpoint ${what.checkpoint} of task ${id} on chain`,
    );
    await submitter.submit(calls.supply(id, what, openCommittedLeaf(program, state, what)));
  }
}

import type { Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { profile } from './profile.ts';
import type { Job, Role } from './reconciler.ts';
import { filePeers } from './task-peers.ts';

/** Blocks before the deadline at which a task whose files cannot be had is reported as unavailable. */
const LAST_BLOCKS = 3;

/** Looks over new tasks that it is drawn for: are the files there, is the program sound, does a step stay finite? */
export class Profiler implements Role {
  readonly name = 'profiler';
  readonly #context: WorkerContext;
  readonly #log: Logger;

  constructor(context: WorkerContext) {
    this.#context = context;
    this.#log = context.loggerOf('verifier');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const [id, task] of view.tasks) {
      if (task.status.type !== 'Profiling' || task.profiler !== this.#context.account.id) continue;
      const hurried = view.block.number + LAST_BLOCKS >= task.deadline;
      const key = `profile:${attemptKey(id, task)}${hurried ? ':last' : ''}`;
      jobs.push({ key, run: (signal) => this.#profile(view, id, task, hurried, signal) });
    }
    return jobs;
  }

  async #profile(
    view: ChainView,
    id: number,
    task: Task,
    hurried: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { account, calls, files, submitter } = this.#context;
    const peers = await filePeers(view, task, account.id);
    const report = await profile(task, () => files.load(task.spec, peers, signal));
    signal.throwIfAborted();
    if (report.type === 'Unavailable' && !hurried) {
      // The Submitter's peer may only be starting; its task is not rejected for that.
      throw new RoleError(
        'NotReady',
        `the files of task ${id} cannot be fetched yet; trying again until its deadline`,
      );
    }
    const units = report.type === 'Ok' ? report.value.unitsPerStep.toString() : undefined;
    this.#log.info(
      { event: 'profiled', task: id, report: report.type, units },
      `profiled task ${id}: ${report.type}`,
    );
    await submitter.submit(calls.reportProfile(id, report));
  }
}

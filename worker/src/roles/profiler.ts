import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import { codeOf, messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { profile } from './profile.ts';
import type { Job, Role } from './reconciler.ts';
import type { Files } from './task-files.ts';
import { filePeers } from './task-peers.ts';

/** Blocks before the deadline at which a task that could not be looked over yet is reported as it is. */
const LAST_BLOCKS = 8;
/** What peers have in the last blocks to serve what is still missing. */
const LAST_MILLISECONDS = 1_000;

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
    const ended = hurried ? AbortSignal.any([signal, AbortSignal.timeout(LAST_MILLISECONDS)]) : signal;
    const load = (): Promise<Files> => files.load(id, task.spec, peers, ended);
    const report = await profile(task, load).catch((thrown: unknown) => {
      signal.throwIfAborted();
      if (!hurried) throw thrown;
      return this.#lastWord(id, thrown);
    });
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

  /** Silence would cost this Verifier; a task that it could not look over until now is none to train. */
  #lastWord(id: number, thrown: unknown): ProfileReport {
    const report: ProfileReport = { type: codeOf(thrown) === 'Aborted' ? 'Unavailable' : 'NonFinite' };
    const fields = { event: 'unprofiled', task: id, code: codeOf(thrown), reason: messageOf(thrown) };
    this.#log.warn(fields, `task ${id} could not be looked over before its deadline: ${messageOf(thrown)}`);
    return report;
  }
}

import { randomBytes } from 'node:crypto';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { drawnIntervals, intervalsOf, windowKey } from './attempt.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { accusation } from './false-accusation.ts';
import { inspect, openInspection } from './inspection.ts';
import { leaveIt } from './missing-states.ts';
import { mayLookAt, pickIntervals } from './pick-intervals.ts';
import type { Job } from './reconciler.ts';
import type { Replayed } from './replay.ts';
import { type KeptVerdict, keptOf, verdictCommitment, verdictOf } from './verdict.ts';

/**
 * A Whistleblower in the blind window: it replays some intervals of its own choice beside the Verifiers, bonds, commits
 * to what it found, be it nothing, and reveals it with all others.
 */
export class BlindReports {
  readonly #context: WorkerContext;
  readonly #cheat: Cheat | undefined;
  readonly #journal: Journal;
  readonly #log: Logger;

  constructor(context: WorkerContext, cheat?: Cheat) {
    this.#context = context;
    this.#cheat = cheat;
    this.#journal = context.journalOf('whistleblower');
    this.#log = context.loggerOf('whistleblower');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const [id, task] of view.tasks) {
      const self = this.#context.account.id;
      const mine = task.reports.find(({ account }) => account === self);
      const window = windowKey(id, task);
      const isOpen = task.status.type === 'Verifying' && task.drawSeed !== undefined;
      if (isOpen && mine === undefined && mayLookAt(task, self)) {
        jobs.push({ key: `report:${window}`, run: (signal) => this.#report(view, id, task, signal) });
      }
      if (task.status.type === 'Revealing' && mine !== undefined && mine.verdict === undefined) {
        jobs.push({ key: `reveal:${window}`, run: () => this.#reveal(id, window) });
      }
    }
    return jobs;
  }

  async #report(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    const { account, calls, submitter } = this.#context;
    const kept = (await this.#kept(windowKey(id, task))) ?? (await this.#look(view, id, task, signal));
    signal.throwIfAborted();
    await submitter.submit(calls.commitReport(id, verdictCommitment(verdictOf(kept), kept.salt, account.id)));
    this.#log.info({ event: 'report-committed', task: id }, `committed to a report on task ${id}`);
  }

  async #look(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<KeptVerdict> {
    const found =
      this.#cheat === 'false-accusation' ? accusation(task) : await this.#replay(view, id, task, signal);
    const kept = keptOf(found, randomBytes(32));
    await this.#journal.put(`report${windowKey(id, task)}`, kept);
    return kept;
  }

  async #replay(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<Replayed> {
    const intervals = pickIntervals(intervalsOf(task), drawnIntervals(task));
    this.#log.info(
      { event: 'drawn', task: id, intervals },
      `looking at intervals ${intervals.join(', ')} of task ${id}`,
    );
    const inspection = await openInspection(this.#context, view, id, task, signal, this.#context.threads);
    const replay = { ...inspection.replay, onMissing: leaveIt };
    return inspect({ ...inspection, replay }, intervals, this.#log);
  }

  async #reveal(id: number, window: string): Promise<void> {
    const kept = await this.#kept(window);
    if (kept === undefined) return;
    const { calls, submitter } = this.#context;
    const says = verdictOf(kept);
    await submitter.submit(calls.revealReport(id, says, kept.salt));
    this.#log.info(
      { event: 'report-revealed', task: id, verdict: says.type, interval: says.value?.interval },
      `revealed the report on task ${id}`,
    );
  }

  #kept(window: string): Promise<KeptVerdict | undefined> {
    return this.#journal.get<KeptVerdict>(`report${window}`);
  }
}

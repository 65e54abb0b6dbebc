import type { Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { attemptKey, drawnIntervals, intervalsOf } from './attempt.ts';
import { BlindReports } from './blind-reports.ts';
import { Challenger } from './challenger.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { accusation } from './false-accusation.ts';
import { inspect, openInspection } from './inspection.ts';
import { leaveIt } from './missing-states.ts';
import { mayLookAt, pickIntervals } from './pick-intervals.ts';
import { ProfileClaims } from './profile-claims.ts';
import type { Job, Role } from './reconciler.ts';
import type { Replayed } from './replay.ts';

interface Findings {
  /** Interval found wrong, or -1. */
  readonly fault: number;
}

/** Replays what Verifiers accepted, on intervals that nobody can foresee, and challenges what is wrong. */
export class Whistleblower implements Role {
  readonly name = 'whistleblower';
  readonly #context: WorkerContext;
  readonly #cheat: Cheat | undefined;
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #challenger: Challenger;
  readonly #blind: BlindReports;
  readonly #claims: ProfileClaims;

  constructor(context: WorkerContext, cheat?: Cheat) {
    this.#context = context;
    this.#cheat = cheat;
    this.#journal = context.journalOf('whistleblower');
    this.#log = context.loggerOf('whistleblower');
    this.#challenger = new Challenger(context, 'whistleblower', cheat);
    this.#blind = new BlindReports(context, cheat);
    this.#claims = new ProfileClaims(context, 'whistleblower');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs = [
      ...(await this.#challenger.jobs(view, ['Whistleblower', 'Report'])),
      ...(await this.#blind.jobs(view)),
    ];
    for (const [id, task] of view.tasks) {
      if (!mayLookAt(task, this.#context.account.id)) continue;
      if (task.status.type === 'Profiled') jobs.push(...(await this.#claims.jobs(view, id, task)));
      if (!isChallengeable(view, task)) continue;
      const attempt = attemptKey(id, task);
      const findings = await this.#journal.get<Findings>(`checked:${attempt}`);
      if (findings === undefined) {
        jobs.push({ key: `check:${attempt}`, run: (signal) => this.#check(view, id, task, signal) });
      } else if (findings.fault >= 0) {
        jobs.push({ key: `challenge:${attempt}`, run: () => this.#challenge(id, attempt, findings.fault) });
      }
    }
    return jobs;
  }

  async #check(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    const found =
      this.#cheat === 'false-accusation' ? accusation(task) : await this.#replay(view, id, task, signal);
    const fault = found.ok ? -1 : found.interval;
    await this.#journal.put(`checked:${attemptKey(id, task)}`, { fault });
    this.#log.info(
      { event: 'checked', task: id, ok: found.ok, interval: found.ok ? undefined : fault },
      found.ok ? `nothing wrong with task ${id}` : `task ${id} was accepted wrongly`,
    );
    this.#context.wake();
  }

  async #replay(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<Replayed> {
    const intervals = pickIntervals(intervalsOf(task), Math.max(2, drawnIntervals(task)));
    this.#log.info(
      { event: 'drawn', task: id, intervals },
      `checking intervals ${intervals.join(', ')} of task ${id}`,
    );
    const inspection = await openInspection(this.#context, view, id, task, signal, this.#context.threads);
    const replay = { ...inspection.replay, onMissing: leaveIt };
    return inspect({ ...inspection, replay }, intervals, this.#log);
  }

  async #challenge(id: number, attempt: string, interval: number): Promise<void> {
    this.#log.info(
      { event: 'challenge', task: id, interval },
      `challenging interval ${interval} of task ${id}`,
    );
    await this.#context.submitter.submit(this.#context.calls.challenge(id, interval));
    // Once: whoever has lost a challenge would lose the next bond as well.
    await this.#journal.put(`checked:${attempt}`, { fault: -1 });
  }
}

/** A challenge can be brought in the window, and waits while another is played. */
function isChallengeable(view: ChainView, task: Task): boolean {
  const dispute = task.dispute === undefined ? undefined : view.disputes.get(task.dispute);
  return task.status.type === 'Challengeable' || dispute?.origin.type === 'Whistleblower';
}

import { randomBytes } from 'node:crypto';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { dueIntervals, isTolerant, windowKey } from './attempt.ts';
import { Challenger } from './challenger.ts';
import { type Cheat, isUnseeing } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { copyingJobs } from './copying.ts';
import { Defender } from './defender.ts';
import { RoleError } from './errors.ts';
import { accusation } from './false-accusation.ts';
import { inspect, openInspection } from './inspection.ts';
import { untilLate } from './missing-states.ts';
import { Profiler } from './profiler.ts';
import type { Job, Role } from './reconciler.ts';
import type { Replayed } from './replay.ts';
import { type KeptVerdict, keptOf, verdictCommitment, verdictOf } from './verdict.ts';
import { Witness } from './witness.ts';

/** Profiles, replays the intervals that it is drawn for, commits, reveals, and plays out the faults that it found. */
export class Verifier implements Role {
  readonly name = 'verifier';
  readonly #context: WorkerContext;
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #profiler: Profiler;
  readonly #challenger: Challenger;
  readonly #defender: Defender;
  readonly #witness: Witness;
  readonly #cheat: Cheat | undefined;

  constructor(context: WorkerContext, cheat?: Cheat) {
    this.#context = context;
    this.#cheat = cheat;
    this.#journal = context.journalOf('verifier');
    this.#log = context.loggerOf('verifier');
    this.#profiler = new Profiler(context, cheat);
    this.#challenger = new Challenger(context, 'verifier', cheat);
    this.#defender = new Defender(context, 'verifier', cheat);
    this.#witness = new Witness(context, 'verifier');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs = [
      ...(await this.#profiler.jobs(view)),
      ...(await this.#challenger.jobs(view, ['Verifier'])),
      ...(await this.#defender.jobs(view)),
      ...(await this.#witness.jobs(view)),
    ];
    for (const [id, task] of view.tasks) {
      const mine = task.verifiers.find(({ account }) => account === this.#context.account.id);
      if (mine === undefined) continue;
      if (this.#cheat === 'copying') {
        jobs.push(...copyingJobs(this.#context, id, task));
        continue;
      }
      const window = windowKey(id, task);
      if (task.status.type === 'Verifying' && mine.commitment === undefined && task.drawSeed !== undefined) {
        const drawSeed = task.drawSeed;
        jobs.push({
          key: `verify:${window}`,
          run: (signal) => this.#verify(view, id, task, drawSeed, signal),
        });
      }
      if (task.status.type === 'Revealing' && mine.commitment !== undefined && mine.verdict === undefined) {
        jobs.push({ key: `reveal:${window}`, run: () => this.#reveal(id, window) });
      }
    }
    return jobs;
  }

  async #verify(view: ChainView, id: number, task: Task, drawSeed: Hash, signal: AbortSignal): Promise<void> {
    const { account, calls, submitter } = this.#context;
    const kept =
      (await this.#kept(windowKey(id, task))) ?? (await this.#replay(view, id, task, drawSeed, signal));
    signal.throwIfAborted();
    await submitter.submit(
      calls.commitVerdict(id, verdictCommitment(verdictOf(kept), kept.salt, account.id)),
    );
    this.#log.info({ event: 'committed', task: id }, `committed to a verdict on task ${id}`);
  }

  async #replay(
    view: ChainView,
    id: number,
    task: Task,
    drawSeed: Hash,
    signal: AbortSignal,
  ): Promise<KeptVerdict> {
    const intervals = dueIntervals(task, this.#context.account.id, drawSeed);
    this.#log.info(
      { event: 'drawn', task: id, intervals },
      `drew intervals ${intervals.join(', ')} of task ${id}`,
    );
    const found = await this.#find(view, id, task, intervals, signal);
    const kept = keptOf(found, randomBytes(32));
    await this.#journal.put(`verdict${windowKey(id, task)}`, kept);
    const says = verdictOf(kept);
    const fields = {
      event: 'verdict',
      task: id,
      verdict: says.type,
      interval: says.value?.interval,
      distance: found.distance?.distance,
      intervals,
    };
    this.#log.info(fields, `task ${id}: ${found.ok ? 'accepted' : `fault in interval ${found.interval}`}`);
    return kept;
  }

  async #find(
    view: ChainView,
    id: number,
    task: Task,
    intervals: readonly number[],
    signal: AbortSignal,
  ): Promise<Replayed> {
    if (isUnseeing(this.#cheat)) return unseen(task, intervals);
    if (this.#cheat === 'false-accusation') return accusation(task, intervals);
    const { threads } = this.#context;
    const inspection = await openInspection(this.#context, view, id, task, signal, threads);
    const onMissing = untilLate(this.#context, view, id, signal);
    return inspect({ ...inspection, replay: { ...inspection.replay, onMissing } }, intervals, this.#log);
  }

  async #reveal(id: number, window: string): Promise<void> {
    const kept = await this.#kept(window);
    if (kept === undefined) {
      const message =
        `the verdict that this account committed to on task ${id} is not in this worker's journal, so it cannot be ` +
        'revealed; start the worker with the --base-path that it had then';
      throw new RoleError('VerdictLost', message, { task: id });
    }
    const { calls, submitter } = this.#context;
    await submitter.submit(calls.revealVerdict(id, verdictOf(kept), kept.salt));
    const says = verdictOf(kept);
    this.#log.info(
      { event: 'revealed', task: id, verdict: says.type, interval: says.value?.interval },
      `revealed the verdict on task ${id}`,
    );
  }

  #kept(window: string): Promise<KeptVerdict | undefined> {
    return this.#journal.get<KeptVerdict>(`verdict${window}`);
  }
}

/** What a Verifier says that has not looked. */
function unseen(task: Task, [interval = 0]: readonly number[]): Replayed {
  return isTolerant(task) ? { ok: true, distance: { interval, distance: 0 } } : { ok: true };
}

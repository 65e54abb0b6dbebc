import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { intervalsOf } from './attempt.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { DisputePlayer } from './dispute-player.ts';
import { honestTrace } from './inspected-trace.ts';
import { inspect, openInspection } from './inspection.ts';
import type { Job } from './reconciler.ts';

/** Takes over the defence of what a Verifier has accepted, where the Solver is silent and the work is right. */
export class Defender {
  readonly #context: WorkerContext;
  readonly #cheat: Cheat | undefined;
  readonly #player: DisputePlayer;
  readonly #log: Logger;
  readonly #traces = new Map<number, Promise<Trace>>();
  /** Disputes about something that this Verifier should not have accepted. */
  readonly #lost = new Set<number>();

  constructor(context: WorkerContext, module: string, cheat?: Cheat) {
    this.#context = context;
    this.#cheat = cheat;
    this.#player = new DisputePlayer(context, module);
    this.#log = context.loggerOf(module);
  }

  async jobs(view: ChainView): Promise<Job[]> {
    this.#player.keepOnly(view);
    for (const id of [...this.#traces.keys()]) if (!view.disputes.has(id)) this.#traces.delete(id);
    for (const id of [...this.#lost]) if (!view.disputes.has(id)) this.#lost.delete(id);
    const jobs: Job[] = [];
    for (const [disputeId, dispute] of view.disputes) {
      const task = view.tasks.get(dispute.task);
      if (task !== undefined) jobs.push(...(await this.#jobsOf(view, disputeId, dispute, task)));
    }
    return jobs;
  }

  async #jobsOf(view: ChainView, disputeId: number, dispute: Dispute, task: Task): Promise<Job[]> {
    const self = this.#context.account.id;
    const { type } = dispute.defence;
    if (type === 'Verifier' && dispute.defender === self) {
      const trace = (): Promise<Trace> => this.#trace(view, disputeId, dispute.task, task);
      return this.#player.jobs({ view, disputeId, dispute, task, side: 'Defender', trace });
    }
    const accepted = task.verifiers.some(
      ({ account, verdict }) => account === self && verdict?.type === 'Accept',
    );
    if (type !== 'Open' || !accepted || this.#lost.has(disputeId)) return [];
    return [
      { key: `take:${disputeId}`, run: (signal) => this.#take(view, disputeId, dispute, task, signal) },
    ];
  }

  /** Only what it has replayed itself: it may not have been drawn for this interval. */
  async #take(
    view: ChainView,
    disputeId: number,
    dispute: Dispute,
    task: Task,
    signal: AbortSignal,
  ): Promise<void> {
    const { interval, task: id } = dispute;
    const inspection = await openInspection(this.#context, view, id, task, signal, this.#context.threads);
    const found = await inspect(inspection, interval === intervalsOf(task) ? [] : [interval], this.#log);
    const fields = { event: 'defence', dispute: disputeId, task: id, interval, right: found.ok };
    if (!found.ok && this.#cheat !== 'insider') {
      this.#lost.add(disputeId);
      this.#log.warn(fields, `task ${id} was accepted wrongly; dispute ${disputeId} is not defended`);
      return;
    }
    this.#log.info(fields, `taking over the defence of task ${id} in dispute ${disputeId}`);
    await this.#context.submitter.submit(this.#context.calls.takeDefence(disputeId));
  }

  #trace(view: ChainView, disputeId: number, id: number, task: Task): Promise<Trace> {
    const held = this.#traces.get(disputeId);
    if (held !== undefined) return held;
    const made = openInspection(this.#context, view, id, task, this.#context.signal).then(honestTrace);
    this.#traces.set(disputeId, made);
    made.catch(() => this.#traces.delete(disputeId));
    return made;
  }
}

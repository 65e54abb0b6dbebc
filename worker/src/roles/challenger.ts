import type { DisputeOrigin } from '@plumbline/runtime-types/domain/dispute';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import type { ChainView } from '../chain/view.ts';
import type { WorkerContext } from './context.ts';
import { DisputePlayer } from './dispute-player.ts';
import { honestTrace, openInspection } from './inspection.ts';
import type { Job } from './reconciler.ts';

/** Plays the challenger's side of the disputes that an account has brought, keeping one trace for each. */
export class Challenger {
  readonly #context: WorkerContext;
  readonly #player: DisputePlayer;
  readonly #traces = new Map<number, Promise<Trace>>();

  constructor(context: WorkerContext, module: string) {
    this.#context = context;
    this.#player = new DisputePlayer(context, module);
  }

  async jobs(view: ChainView, mine: readonly DisputeOrigin['type'][]): Promise<Job[]> {
    const jobs: Job[] = [];
    this.#player.keepOnly(view);
    for (const id of this.#traces.keys()) if (!view.disputes.has(id)) this.#traces.delete(id);
    for (const [disputeId, dispute] of view.disputes) {
      const task = view.tasks.get(dispute.task);
      if (task === undefined || dispute.challenger !== this.#context.account.id) continue;
      if (!mine.includes(dispute.origin.type)) continue;
      const trace = (): Promise<Trace> => this.#trace(view, disputeId, dispute.task);
      const play = { view, disputeId, dispute, task, side: 'Challenger', trace } as const;
      jobs.push(...(await this.#player.jobs(play)));
    }
    return jobs;
  }

  /** The trace outlives the job that asked for it first, so it must not end with that job's signal. */
  #trace(view: ChainView, disputeId: number, taskId: number): Promise<Trace> {
    const held = this.#traces.get(disputeId);
    if (held !== undefined) return held;
    const make = async (): Promise<Trace> => {
      const task = view.tasks.get(taskId);
      if (task === undefined) throw new RangeError(`task ${taskId} is gone`);
      return honestTrace(await openInspection(this.#context, view, taskId, task, this.#context.signal));
    };
    const made = make();
    this.#traces.set(disputeId, made);
    made.catch(() => this.#traces.delete(disputeId));
    return made;
  }
}

import type { DisputeOrigin } from '@plumbline/runtime-types/domain/dispute';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { ChainError } from '../chain/errors.ts';
import type { ChainView } from '../chain/view.ts';
import { messageOf } from '../errors.ts';
import { intervalsOf, isTolerant } from './attempt.ts';
import { beforeBlock } from './before-block.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { DisputePlayer } from './dispute-player.ts';
import type { DisputePlay } from './dispute-seat.ts';
import { falseCourse } from './false-accusation.ts';
import { fileSources } from './file-sources.ts';
import { honestTrace, traceOf } from './inspected-trace.ts';
import { openInspection } from './inspection.ts';
import { MoveWindow } from './move-window.ts';
import { checkedOwner } from './owners.ts';
import { QuickestFirst } from './quickest-first.ts';
import type { Job } from './reconciler.ts';
import { tracePeers } from './task-peers.ts';
import { tolerantChallenge } from './tolerant-challenge.ts';

/** Plays the challenger's side of the disputes that an account has brought, keeping one trace for each. */
export class Challenger {
  readonly #context: WorkerContext;
  readonly #module: string;
  readonly #cheat: Cheat | undefined;
  readonly #player: DisputePlayer;
  readonly #traces = new Map<number, Promise<Trace>>();
  readonly #plays = new Map<number, Promise<DisputePlay>>();
  /** Disputes of which the trace is not served. */
  readonly #unserved = new Map<number, 'report' | 'refused'>();

  constructor(context: WorkerContext, module: string, cheat?: Cheat) {
    this.#context = context;
    this.#cheat = cheat;
    this.#module = module;
    this.#player = new DisputePlayer(context, module);
  }

  async jobs(view: ChainView, mine: readonly DisputeOrigin['type'][]): Promise<Job[]> {
    const jobs: Job[] = [];
    this.#player.keepOnly(view);
    for (const held of [this.#traces, this.#plays, this.#unserved]) {
      for (const id of held.keys()) if (!view.disputes.has(id)) held.delete(id);
    }
    for (const [disputeId, dispute] of view.disputes) {
      const task = view.tasks.get(dispute.task);
      if (task === undefined || dispute.challenger !== this.#context.account.id) continue;
      if (!mine.includes(dispute.origin.type)) continue;
      const trace = (): Promise<Trace> => this.#trace(view, disputeId, dispute.task, dispute.interval);
      const tolerant = isTolerant(task) && dispute.interval < intervalsOf(task);
      const isUnserved =
        this.#unserved.get(disputeId) === 'report' && (await view.witnesses(disputeId)) === undefined;
      const { game } = dispute;
      if (isUnserved && game.type === 'Trace' && game.value.root !== undefined) {
        jobs.push({ key: `report:${disputeId}`, run: () => this.#report(disputeId) });
        continue;
      }
      const play = {
        ...{ view, disputeId, dispute, task, side: 'Challenger' as const, trace, isUnserved },
        ...(tolerant && { play: () => this.#play(view, disputeId, dispute.task, task) }),
      };
      jobs.push(...(await this.#player.jobs(play)));
    }
    return jobs;
  }

  async #report(dispute: number): Promise<void> {
    const { calls, loggerOf, submitter } = this.#context;
    const fields = { event: 'unserved', dispute };
    loggerOf(this.#module).warn(fields, `dispute ${dispute}: the trace is not served; calling witnesses`);
    try {
      await submitter.submit(calls.reportUnserved(dispute));
    } catch (thrown) {
      if (!(thrown instanceof ChainError) || thrown.transient) throw thrown;
      // Without the deposit, say. Silence would lose: what can be done without witnesses is done.
      this.#unserved.set(dispute, 'refused');
      const refused = { event: 'unserved-refused', dispute, reason: messageOf(thrown) };
      loggerOf(this.#module).warn(
        refused,
        `dispute ${dispute}: no witnesses are called: ${messageOf(thrown)}`,
      );
    }
  }

  #play(view: ChainView, dispute: number, id: number, task: Task): Promise<DisputePlay> {
    const play = this.#plays.get(dispute) ?? this.#tolerant(view, dispute, id, task);
    this.#plays.set(dispute, play);
    return play;
  }

  /** About a tolerant interval, which only its Solver has computed. */
  async #tolerant(view: ChainView, dispute: number, id: number, task: Task): Promise<DisputePlay> {
    const { blobs, files, newest, signal, store, loggerOf, wake } = this.#context;
    const now = (): ChainView => newest() ?? view;
    const window = new MoveWindow(() => now().disputes.get(dispute)?.deadline);
    const peers = new QuickestFirst();
    const block = (): number => now().block.number;
    const owner = checkedOwner(id, task);
    return tolerantChallenge({
      dispute,
      files: async () => {
        const sources = await fileSources(view, id, task, this.#context);
        return files.load(id, task.spec, sources, signal);
      },
      fetch: async (ref) => {
        const last = window.lateFrom(block());
        // What is there already needs nobody's time.
        if (block() >= last) return blobs.fetch(owner, ref, [], signal);
        return beforeBlock(last, block, signal, async (ended) =>
          // A Solver that was started again may listen elsewhere by now.
          peers.from(await tracePeers(now(), dispute, task), (some) => blobs.fetch(owner, ref, some, ended)),
        );
      },
      isLate: () => block() >= window.lateFrom(block()),
      witnesses: () => now().witnesses(dispute),
      report: () => {
        if (this.#unserved.get(dispute) === 'refused') return false;
        this.#unserved.set(dispute, 'report');
        wake();
        return true;
      },
      keep: (list) => store.put(owner, list, 32),
      log: loggerOf(this.#module),
    });
  }

  /** The trace outlives the job that asked for it first, so it must not end with that job's signal. */
  #trace(view: ChainView, disputeId: number, taskId: number, interval: number): Promise<Trace> {
    const held = this.#traces.get(disputeId);
    if (held !== undefined) return held;
    const make = async (): Promise<Trace> => {
      const task = view.tasks.get(taskId);
      if (task === undefined) throw new RangeError(`task ${taskId} is gone`);
      const inspection = await openInspection(this.#context, view, taskId, task, this.#context.signal);
      const isFalse = this.#cheat === 'false-accusation' && interval < intervalsOf(task);
      return isFalse
        ? traceOf(inspection, falseCourse(inspection.files.program, task, interval))
        : honestTrace(inspection);
    };
    const made = make();
    this.#traces.set(disputeId, made);
    made.catch(() => this.#traces.delete(disputeId));
    return made;
  }
}

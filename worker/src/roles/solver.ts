import type { CommittedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { toHex } from '@plumbline/verification/hash/hex';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { proofRoot } from '@plumbline/verification/trace/state';
import { type ChainView, isOver } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { type Cheat, type CheatPlan, cheatingCourse, planCheat } from './adversary.ts';
import { attemptKey, intervalsOf, seedOf } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { type Course, honestCourse } from './course.ts';
import { createExecutor } from './create-executor.ts';
import { declineWhenLate } from './decline.ts';
import { DisputePlayer } from './dispute-player.ts';
import { RoleError } from './errors.ts';
import { fileSources } from './file-sources.ts';
import { trainedOwner } from './owners.ts';
import { PinpointTrace } from './pinpoint-trace.ts';
import type { Job, Role } from './reconciler.ts';
import { findState } from './states.ts';
import type { Files } from './task-files.ts';
import { train } from './train.ts';
import { TrainingRecords } from './training-record.ts';

/** Trains the tasks that it is drawn for, posts checkpoints, serves them, and defends them in disputes. */
export class Solver implements Role {
  readonly name = 'solver';
  readonly #context: WorkerContext;
  readonly #cheat: Cheat | undefined;
  readonly #journal: Journal;
  readonly #records: TrainingRecords;
  readonly #log: Logger;
  readonly #player: DisputePlayer;
  readonly #traces = new Map<string, Promise<Trace>>();

  constructor(context: WorkerContext, cheat?: Cheat) {
    this.#context = context;
    this.#cheat = cheat;
    this.#journal = context.journalOf('solver');
    this.#records = new TrainingRecords(this.#journal);
    this.#log = context.loggerOf('solver');
    this.#player = new DisputePlayer(context, 'solver');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs: Job[] = [];
    const mine = [...view.tasks].filter(
      ([, task]) => task.solver === this.#context.account.id && !isOver(task),
    );
    this.#forgetAllBut(mine);
    this.#player.keepOnly(view);
    for (const [id, task] of mine) jobs.push(...(await this.#jobsOf(view, id, task)));
    return jobs;
  }

  /** An executor with its dataset is large: none outlives its dispute. */
  #forgetAllBut(mine: readonly [number, Task][]): void {
    this.#records.keepOnly(new Set(mine.map(([id, task]) => attemptKey(id, task))));
    const disputed = mine.filter(([, task]) => task.status.type === 'Disputed');
    const attempts = new Set(disputed.map(([id, task]) => attemptKey(id, task)));
    for (const attempt of this.#traces.keys()) if (!attempts.has(attempt)) this.#traces.delete(attempt);
  }

  async #jobsOf(view: ChainView, id: number, task: Task): Promise<Job[]> {
    const attempt = attemptKey(id, task);
    switch (task.status.type) {
      case 'Assigned':
        return [
          { key: `start:${attempt}`, run: (signal) => this.#start(view, id, task, signal) },
          ...declineWhenLate(this.#context, view, id, task),
        ];
      case 'Training':
        return this.#trainingJobs(view, id, task, attempt);
      case 'Disputed':
        return this.#defences(view, id, task, attempt);
      case 'Verifying':
      case 'Revealing':
      case 'Challengeable':
        return this.#supplies(view, id, task, attempt);
      default:
        return [];
    }
  }

  /** Shows on chain what was demanded, or loses the stake. */
  async #supplies(view: ChainView, id: number, task: Task, attempt: string): Promise<Job[]> {
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
    const { calls, store, submitter } = this.#context;
    const files = await this.#files(view, id, task, signal);
    const root = (await view.checkpoints(id))[what.checkpoint];
    const state = root && (await findState(store, files.program, root));
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
    await submitter.submit(calls.supply(id, what, openCommittedLeaf(files.program, state, what)));
  }

  async #trainingJobs(view: ChainView, id: number, task: Task, attempt: string): Promise<Job[]> {
    const { checkpoints } = await this.#records.get(attempt);
    const all = intervalsOf(task) + 1;
    const posted = task.progress.checkpoints;
    const jobs: Job[] = [];
    if (checkpoints.length < all) {
      jobs.push({ key: `train:${attempt}`, run: (signal) => this.#train(view, id, task, signal) });
    }
    if (posted < Math.min(all, checkpoints.length)) {
      jobs.push({
        key: `post:${attempt}`,
        run: (signal) => this.#post(id, attempt, posted, signal),
      });
    }
    if (posted === all && checkpoints.length >= all) {
      const root = proofRoot(checkpoints.map((checkpoint) => checkpoint.root));
      jobs.push({ key: `complete:${attempt}`, run: () => this.#complete(id, root) });
    }
    return jobs;
  }

  async #files(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<Files> {
    const sources = await fileSources(view, id, task, this.#context);
    return this.#context.files.load(id, task.spec, sources, signal);
  }

  /** Starts the clock only with everything at hand. */
  async #start(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    await this.#files(view, id, task, signal);
    this.#log.info({ event: 'start', task: id, attempt: task.attempt }, `starting task ${id}`);
    await this.#context.submitter.submit(this.#context.calls.start(id));
  }

  async #train(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    const { store, threads, wake } = this.#context;
    const files = await this.#files(view, id, task, signal);
    const { steps, checkpointEvery } = task.spec;
    const executor = await createExecutor(files, task.spec, seedOf(id, task), threads);
    try {
      await train({
        id,
        attempt: attemptKey(id, task),
        owner: trainedOwner(id, task),
        steps,
        checkpointEvery,
        files,
        executor,
        course: await this.#course(id, task, files),
        store,
        records: this.#records,
        log: this.#log,
        onCheckpoint: wake,
        signal,
      });
    } finally {
      await executor.close();
    }
  }

  /** Posts all checkpoints that are stored and not on the chain yet, in order; several may share a block. */
  async #post(id: number, attempt: string, posted: number, signal: AbortSignal): Promise<void> {
    const { calls, submitter } = this.#context;
    const sent: Promise<unknown>[] = [];
    for (let index = posted; !signal.aborted; index++) {
      const checkpoint = (await this.#records.get(attempt)).checkpoints[index];
      if (checkpoint === undefined) break;
      sent.push(submitter.submit(calls.progress(id, index, checkpoint.root, checkpoint.lossBits)));
    }
    // One that fails must not leave the others unobserved.
    const failed = (await Promise.allSettled(sent)).find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    this.#log.debug(
      { event: 'posted', task: id, from: posted, count: sent.length },
      `posted checkpoints of task ${id}`,
    );
  }

  async #complete(id: number, root: Hash): Promise<void> {
    this.#log.info(
      { event: 'complete', task: id, proofRoot: toHex(root) },
      `committing to the proof of task ${id}`,
    );
    await this.#context.submitter.submit(this.#context.calls.complete(id, root));
  }

  async #defences(view: ChainView, id: number, task: Task, attempt: string): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const [disputeId, dispute] of view.disputes) {
      if (dispute.task !== id || dispute.defender !== this.#context.account.id) continue;
      const trace = (): Promise<Trace> => this.#trace(attempt, () => this.#makeTrace(view, id, task));
      jobs.push(...(await this.#player.jobs({ view, disputeId, dispute, task, side: 'Defender', trace })));
    }
    return jobs;
  }

  #trace(attempt: string, make: () => Promise<Trace>): Promise<Trace> {
    const held = this.#traces.get(attempt);
    if (held !== undefined) return held;
    const made = make();
    this.#traces.set(attempt, made);
    made.catch(() => this.#traces.delete(attempt));
    return made;
  }

  async #makeTrace(view: ChainView, id: number, task: Task): Promise<Trace> {
    const { signal } = this.#context;
    const files = await this.#files(view, id, task, signal);
    const seed = seedOf(id, task);
    const executor = await createExecutor(files, task.spec, seed);
    const { checkpoints } = await this.#records.get(attemptKey(id, task));
    const startBefore = async (steps: number): Promise<{ steps: number; state: Uint8Array[] }> => {
      for (let index = Math.floor(steps / task.spec.checkpointEvery); index >= 0; index--) {
        const root = checkpoints[index]?.root;
        const state = root && (await findState(this.#context.store, files.program, root));
        if (state !== undefined) return { steps: index * task.spec.checkpointEvery, state };
      }
      throw new RoleError(
        'WrongState',
        `no checkpoint of task ${id} is in the store: its defence is impossible`,
      );
    };
    const course = await this.#course(id, task, files);
    return new PinpointTrace({ ...files, seed, executor, course, startBefore, signal });
  }

  async #course(id: number, task: Task, files: Files): Promise<Course> {
    if (this.#cheat === undefined) return honestCourse;
    const key = `cheat:${attemptKey(id, task)}`;
    const kept = await this.#journal.get<CheatPlan>(key);
    const plan = kept ?? planCheat(this.#cheat, files.program, task.spec.steps);
    if (kept === undefined) await this.#journal.put(key, plan);
    this.#log.warn(
      { event: 'cheating', task: id, ...plan },
      `CHEATING on task ${id} as asked for: ${plan.cheat}`,
    );
    return cheatingCourse(plan, files.program, task.spec.checkpointEvery);
  }
}

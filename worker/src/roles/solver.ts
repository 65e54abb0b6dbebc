import type { Task } from '@plumbline/runtime-types/domain/task';
import { secretCommitment } from '@plumbline/verification/forced/lottery';
import { fromHex } from '@plumbline/verification/hash/hex';
import { type ChainView, isOver } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey, intervalsOf, isTolerant, seedOf } from './attempt.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { type CourseOf, courses } from './course-of.ts';
import { createExecutor } from './create-executor.ts';
import { declineWhenLate, demandWhenLate } from './decline.ts';
import { fileSources } from './file-sources.ts';
import { sealedOwner, trainedOwner } from './owners.ts';
import { ProfileClaims } from './profile-claims.ts';
import type { Job, Role } from './reconciler.ts';
import { Secrets } from './secrets.ts';
import { SolverDefence } from './solver-defence.ts';
import { SolverProof } from './solver-proof.ts';
import { SolverSupply } from './solver-supply.ts';
import { StateCare } from './state-care.ts';
import type { Files } from './task-files.ts';
import { train } from './train.ts';
import { TrainedStates } from './trained-states.ts';
import { TrainingRecords } from './training-record.ts';

/** Trains the tasks that it is drawn for, posts checkpoints, serves them, and defends them in disputes. */
export class Solver implements Role {
  readonly name = 'solver';
  readonly #context: WorkerContext;
  readonly #course: CourseOf;
  readonly #records: TrainingRecords;
  readonly #log: Logger;
  readonly #claims: ProfileClaims;
  readonly #secrets: Secrets;
  readonly #proof: SolverProof;
  readonly #defence: SolverDefence;
  readonly #supply: SolverSupply;
  readonly #care: StateCare;
  /** Attempts whose files were demanded. */
  readonly #asked = new Set<string>();

  constructor(context: WorkerContext, cheat?: Cheat) {
    this.#context = context;
    const journal = context.journalOf('solver');
    this.#records = new TrainingRecords(journal);
    this.#log = context.loggerOf('solver');
    this.#claims = new ProfileClaims(context, 'solver');
    this.#secrets = new Secrets(journal);
    this.#course = courses(journal, this.#log, cheat);
    const states = new TrainedStates(context, this.#records, this.#secrets, this.#course);
    this.#proof = new SolverProof(context, this.#secrets, this.#records, states);
    this.#defence = new SolverDefence(context, states, this.#course, cheat);
    this.#supply = new SolverSupply(context, states, cheat);
    this.#care = new StateCare(context, states);
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs: Job[] = [];
    const mine = [...view.tasks].filter(
      ([, task]) => task.solver === this.#context.account.id && !isOver(task),
    );
    this.#forgetAllBut(view, mine);
    for (const [id, task] of mine) jobs.push(...(await this.#jobsOf(view, id, task)));
    // Whoever has denied what a program takes is not its Solver any more.
    for (const [id, task] of view.tasks) {
      if (task.status.type === 'Profiled') jobs.push(...(await this.#claims.games(view, id, task)));
    }
    return jobs;
  }

  #forgetAllBut(view: ChainView, mine: readonly [number, Task][]): void {
    const attempts = new Set(mine.map(([id, task]) => attemptKey(id, task)));
    this.#records.keepOnly(attempts);
    this.#care.keepOnly(attempts);
    const disputed = mine.filter(([, task]) => task.status.type === 'Disputed');
    this.#defence.keepOnly(view, new Set(disputed.map(([id, task]) => attemptKey(id, task))));
  }

  async #jobsOf(view: ChainView, id: number, task: Task): Promise<Job[]> {
    const attempt = attemptKey(id, task);
    switch (task.status.type) {
      case 'Assigned':
        return [
          { key: `start:${attempt}`, run: (signal) => this.#start(view, id, task, signal) },
          ...(await demandWhenLate(this.#context, view, id, task, this.#asked, attempt)),
          ...declineWhenLate(this.#context, view, id, task),
        ];
      case 'Training':
        return this.#trainingJobs(view, id, task, attempt);
      case 'Disputed':
        return [...this.#care.jobs(view, id, task), ...(await this.#defence.jobs(view, id, task))];
      case 'Verifying':
      case 'Revealing':
      case 'Challengeable':
        return [...this.#care.jobs(view, id, task), ...(await this.#supply.jobs(view, id, task))];
      case 'Unsealing':
        return [...this.#proof.jobs(view, id, task), ...(await this.#supply.jobs(view, id, task))];
      default:
        return this.#proof.jobs(view, id, task);
    }
  }

  async #trainingJobs(view: ChainView, id: number, task: Task, attempt: string): Promise<Job[]> {
    // Until the salt is drawn nothing can be altered.
    if (task.seal?.salt === undefined) return [];
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
      jobs.push({ key: `complete:${attempt}`, run: () => this.#proof.complete(id, attempt) });
    }
    return jobs;
  }

  async #files(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<Files> {
    const sources = await fileSources(view, id, task, this.#context);
    return this.#context.files.load(id, task.spec, sources, signal);
  }

  /** Starts the clock only with everything at hand. */
  async #start(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    if (!(await this.#claims.mayStart(view, id, task, signal))) return;
    await this.#files(view, id, task, signal);
    this.#log.info({ event: 'start', task: id, attempt: task.attempt }, `starting task ${id}`);
    const { account, calls, submitter } = this.#context;
    const secret = await this.#secrets.make(attemptKey(id, task));
    await submitter.submit(calls.start(id, secretCommitment(secret, fromHex(account.id))));
  }

  async #train(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    const { backend, store, threads, wake } = this.#context;
    const files = await this.#files(view, id, task, signal);
    const { steps, checkpointEvery } = task.spec;
    // Reproducible tasks are trained on the canonical operators, whatever else there is.
    const how = { threads, ...(isTolerant(task) && { backend }) };
    const executor = await createExecutor(files, task.spec, seedOf(id, task), how);
    try {
      await train({
        id,
        attempt: attemptKey(id, task),
        owner: trainedOwner(id, task),
        sealedOwner: sealedOwner(id, task),
        key: await this.#secrets.key(attemptKey(id, task), task),
        steps,
        checkpointEvery,
        files,
        executor,
        course: await this.#course(id, task, files.program),
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
      const roots = await this.#proof.pair(attempt, checkpoint);
      sent.push(submitter.submit(calls.progress(id, index, roots, checkpoint.lossBits)));
    }
    // One that fails must not leave the others unobserved.
    const failed = (await Promise.allSettled(sent)).find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    this.#log.debug(
      { event: 'posted', task: id, from: posted, count: sent.length },
      `posted checkpoints of task ${id}`,
    );
  }
}

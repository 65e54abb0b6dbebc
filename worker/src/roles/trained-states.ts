import type { Task } from '@plumbline/runtime-types/domain/task';
import { alteredTensorBytes, type StateBytes } from '@plumbline/verification/forced/altered-state';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import type { ChainView } from '../chain/view.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { listRef } from '../storage/blob-ref.ts';
import { attemptKey, isTolerant, seedOf } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import type { CourseOf } from './course-of.ts';
import { createExecutor } from './create-executor.ts';
import { RoleError } from './errors.ts';
import { fileSources } from './file-sources.ts';
import { newestState } from './newest-state.ts';
import { sealedOwner, trainedOwner } from './owners.ts';
import type { Secrets } from './secrets.ts';
import { stateAgain } from './state-again.ts';
import type { Files } from './task-files.ts';
import type { TrainingRecord, TrainingRecords } from './training-record.ts';

/** An attempt that was trained here. */
export interface TrainedAttempt {
  readonly view: ChainView;
  readonly id: number;
  readonly task: Task;
}

/**
 * The states that this Solver has committed to. One that its disk has damaged or lost is made again, by replay from the
 * nearest checkpoint that is whole: whoever trained rightly must not lose the stake because a disk forgets.
 */
export class TrainedStates {
  readonly #context: WorkerContext;
  readonly #records: TrainingRecords;
  readonly #secrets: Secrets;
  readonly #course: CourseOf;
  readonly #log: Logger;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(context: WorkerContext, records: TrainingRecords, secrets: Secrets, course: CourseOf) {
    this.#context = context;
    this.#records = records;
    this.#secrets = secrets;
    this.#course = course;
    this.#log = context.loggerOf('solver');
  }

  /**
   * The right state of a checkpoint, which is in the store afterwards if the disk takes it. Throws `WrongState` for one
   * that was never trained, `NotRepeatable` when the backend of a tolerant task comes to another state than before.
   */
  right(attempt: TrainedAttempt, checkpoint: number, signal: AbortSignal): Promise<StateBytes> {
    // What one has made again, the next finds.
    return this.#inTurn(attemptKey(attempt.id, attempt.task), async () => {
      signal.throwIfAborted();
      const record = await this.#recordOf(attempt);
      if (record.checkpoints[checkpoint] === undefined) {
        const message = `checkpoint ${checkpoint} of task ${attempt.id} was not trained by this worker, or not with this base path`;
        throw new RoleError('WrongState', message);
      }
      return this.#findOrMake(attempt, record, checkpoint, signal);
    });
  }

  /** The altered state beside it, of which only the altered tensor is not the right one's: its place, and its bytes. */
  async altered(
    attempt: TrainedAttempt,
    checkpoint: number,
    signal: AbortSignal,
  ): Promise<{ readonly state: StateBytes; readonly tensor: number }> {
    const key = await this.#secrets.key(attemptKey(attempt.id, attempt.task), attempt.task);
    const right = await this.right(attempt, checkpoint, signal);
    const { candidate = 0 } = (await this.#recordOf(attempt)).checkpoints[checkpoint] ?? {};
    const { tensor, bytes } = alteredTensorBytes(key, { checkpoint, candidate }, right);
    return { state: right.with(tensor, bytes), tensor };
  }

  /** The state that was designated under `root`, which is served from then on. Throws as `right` does. */
  async designated(
    attempt: TrainedAttempt,
    checkpoint: number,
    root: Hash,
    signal: AbortSignal,
  ): Promise<StateBytes> {
    const { id, task } = attempt;
    const { checkpoints } = await this.#recordOf(attempt);
    const owner = trainedOwner(id, task);
    const { store } = this.#context;
    const isRight = sameHash(checkpoints[checkpoint]?.root ?? root, root);
    if (isRight) {
      const state = await this.right(attempt, checkpoint, signal);
      await store.adopt(owner, listRef(root, state.length));
      return state;
    }
    const { program } = await this.#files(attempt, signal);
    const one = { store, program, checkpoints: [{ root }], log: this.#log, evenUnreadable: true };
    const kept = await newestState(one, 0);
    if (kept !== undefined) return kept.state;
    const { state, tensor } = await this.altered(attempt, checkpoint, signal);
    const roots = state.map(blobRoot);
    if (!sameHash(stateRoot(roots), root)) {
      const message = `checkpoint ${checkpoint} of task ${id} is neither the right state nor the altered one`;
      throw new RoleError('WrongState', message);
    }
    await this.#unlessDiskFails(async () => {
      await store.put(owner, state[tensor] as Uint8Array);
      await store.put(owner, Buffer.concat(roots), 32);
    });
    return state;
  }

  async #findOrMake(
    attempt: TrainedAttempt,
    record: TrainingRecord,
    checkpoint: number,
    signal: AbortSignal,
  ): Promise<StateBytes> {
    const { id, task } = attempt;
    const { backend, store, threads } = this.#context;
    const files = await this.#files(attempt, signal);
    const { checkpoints } = record;
    const trained = { store, program: files.program, checkpoints, log: this.#log, evenUnreadable: true };
    const newest = await newestState(trained, checkpoint);
    if (newest?.index === checkpoint) return newest.state;
    const from = newest === undefined ? 'the seed' : `checkpoint ${newest.index}`;
    this.#log.warn(
      { event: 'state-again', task: id, checkpoint, from: newest?.index },
      `checkpoint ${checkpoint} of task ${id} is damaged or lost on the disk: making it again from ${from}`,
    );
    const course = await this.#course(id, task, files.program);
    const how = { threads, ...(isTolerant(task) && { backend }) };
    const executor = await createExecutor(files, task.spec, seedOf(id, task), how);
    try {
      const keep = (state: StateBytes, roots: readonly Hash[]): Promise<void> =>
        this.#unlessDiskFails(async () => {
          for (const bytes of state) await store.put(trainedOwner(id, task), bytes);
          // As it is stored in training: who may ask for it is for others to say.
          await store.put(sealedOwner(id, task), Buffer.concat(roots), 32);
        });
      const { checkpointEvery } = task.spec;
      const replay = { task: id, checkpoints, checkpointEvery, executor, course, keep, signal };
      return await stateAgain(replay, newest, checkpoint);
    } finally {
      await executor.close();
    }
  }

  /** A disk that takes nothing any more costs nobody the stake, as long as the state itself is at hand. */
  async #unlessDiskFails(keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (thrown) {
      this.#log.warn({ event: 'not-stored', reason: messageOf(thrown) }, messageOf(thrown));
    }
  }

  async #files({ view, id, task }: TrainedAttempt, signal: AbortSignal): Promise<Files> {
    const sources = await fileSources(view, id, task, this.#context);
    return this.#context.files.load(id, task.spec, sources, signal);
  }

  #recordOf({ id, task }: TrainedAttempt): Promise<TrainingRecord> {
    return this.#records.get(attemptKey(id, task));
  }

  #inTurn<T>(attempt: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(attempt) ?? Promise.resolve()).then(work, work);
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(attempt, settled);
    void settled.then(() => {
      if (this.#turns.get(attempt) === settled) this.#turns.delete(attempt);
    });
    return turn;
  }
}

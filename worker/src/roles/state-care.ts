import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ChainView } from '../chain/view.ts';
import { codeOf, messageOf } from '../errors.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { fileSources } from './file-sources.ts';
import type { Job } from './reconciler.ts';
import { isStateStored } from './states.ts';
import type { TrainedAttempt, TrainedStates } from './trained-states.ts';

/**
 * Makes again what the disk has damaged of the states that a Solver stands for, as soon as anybody has met with it: its
 * Verifiers are served then, and no demand on chain has to be met in a hurry.
 */
export class StateCare {
  readonly #context: WorkerContext;
  readonly #states: TrainedStates;
  /** Blobs that had been given up in all when the states of an attempt were last looked over. */
  readonly #seen = new Map<string, number>();

  constructor(context: WorkerContext, states: TrainedStates) {
    this.#context = context;
    this.#states = states;
  }

  /** Forgets all other attempts. */
  keepOnly(attempts: ReadonlySet<string>): void {
    for (const attempt of this.#seen.keys()) if (!attempts.has(attempt)) this.#seen.delete(attempt);
  }

  /** They are looked over once after a start too: what was given up before may still be missing. */
  jobs(view: ChainView, id: number, task: Task): Job[] {
    const attempt = attemptKey(id, task);
    const { givenUp } = this.#context.store;
    if (this.#seen.get(attempt) === givenUp) return [];
    const run = async (signal: AbortSignal): Promise<void> => {
      const { files, loggerOf, store } = this.#context;
      const sources = await fileSources(view, id, task, this.#context);
      const { program } = await files.load(id, task.spec, sources, signal);
      let mended = 0;
      for (const [checkpoint, root] of (await view.checkpoints(id)).entries()) {
        signal.throwIfAborted();
        if (await isStateStored(store, program, root)) continue;
        await this.#makeAgain({ view, id, task }, checkpoint, root, signal);
        // What cannot be made, or kept, now would cost a training each time: it is tried again when it is demanded.
        if (!(await isStateStored(store, program, root))) break;
        mended++;
      }
      this.#seen.set(attempt, givenUp);
      if (mended === 0) return;
      const fields = { event: 'states-mended', task: id, mended };
      loggerOf('solver').info(
        fields,
        `task ${id}: ${mended} checkpoints that the disk had lost are whole again`,
      );
    };
    return [{ key: `care:${attempt}`, run }];
  }

  async #makeAgain(
    attempt: TrainedAttempt,
    checkpoint: number,
    root: Hash,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#states.designated(attempt, checkpoint, root, signal);
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code !== 'NotRepeatable' && code !== 'WrongState') throw thrown;
      const fields = { event: 'state-lost', task: attempt.id, checkpoint, code };
      this.#context.loggerOf('solver').warn(fields, messageOf(thrown));
    }
  }
}

import type { RootPair, Task } from '@plumbline/runtime-types/domain/task';
import { openAlteration } from '@plumbline/verification/forced/altered-state';
import { dueDesignation, rightPosition } from '@plumbline/verification/forced/lottery';
import { toHex } from '@plumbline/verification/hash/hex';
import { proofRoot } from '@plumbline/verification/trace/state';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey, isTolerant } from './attempt.ts';
import type { CheckpointRoots } from './checkpoints.ts';
import type { WorkerContext } from './context.ts';
import { fileSources } from './file-sources.ts';
import type { Job } from './reconciler.ts';
import type { Secrets } from './secrets.ts';
import { type ShownStates, showAltered, showRight } from './shown-states.ts';
import type { TrainedStates } from './trained-states.ts';
import type { TrainingRecords } from './training-record.ts';

/** Brings a finished training through its proof: commits to it, designates, serves, and shows what it designated. */
export class SolverProof {
  readonly #context: WorkerContext;
  readonly #secrets: Secrets;
  readonly #records: TrainingRecords;
  readonly #states: TrainedStates;
  readonly #log: Logger;

  constructor(context: WorkerContext, secrets: Secrets, records: TrainingRecords, states: TrainedStates) {
    this.#context = context;
    this.#secrets = secrets;
    this.#records = records;
    this.#states = states;
    this.#log = context.loggerOf('solver');
  }

  jobs(view: ChainView, id: number, task: Task): Job[] {
    const attempt = attemptKey(id, task);
    const { status, seal, forced } = task;
    if (status.type === 'Proved' && seal?.lottery !== undefined) {
      return [{ key: `designate:${attempt}`, run: (signal) => this.#designate(view, id, task, signal) }];
    }
    if (status.type !== 'Unsealing') return [];
    if (seal?.secret === undefined) {
      return [{ key: `unseal:${attempt}`, run: (signal) => this.#unseal(view, id, task, signal) }];
    }
    return (forced?.unproved ?? []).map((checkpoint) => ({
      key: `alteration:${attempt}.${checkpoint}`,
      run: (signal) => this.#proveAltered(view, id, task, checkpoint, signal),
    }));
  }

  /** A right root and an altered one in the order that the secret says. */
  async pair(attempt: string, { root, altered }: CheckpointRoots): Promise<RootPair> {
    const isFirst = rightPosition(await this.#secrets.of(attempt)) === 'First';
    return isFirst ? { first: root, second: altered } : { first: altered, second: root };
  }

  async complete(id: number, attempt: string): Promise<void> {
    const { checkpoints } = await this.#records.get(attempt);
    const pairs = await Promise.all(checkpoints.map((checkpoint) => this.pair(attempt, checkpoint)));
    const roots: RootPair = {
      first: proofRoot(pairs.map(({ first }) => first)),
      second: proofRoot(pairs.map(({ second }) => second)),
    };
    const proof = [toHex(roots.first), toHex(roots.second)];
    this.#log.info({ event: 'complete', task: id, proof }, `committing to the proof of task ${id}`);
    await this.#context.submitter.submit(this.#context.calls.complete(id, roots));
  }

  async #shown(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<ShownStates> {
    const record = await this.#records.get(attemptKey(id, task));
    const { stateCount } = task.spec.program;
    const attempt = { view, id, task };
    return { attempt, store: this.#context.store, states: this.#states, stateCount, record, signal };
  }

  /** Serves the states that the lottery says, and none of the others, and stands for them. */
  async #designate(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    const lottery = task.seal?.lottery;
    if (lottery === undefined) return;
    const attempt = attemptKey(id, task);
    const secret = await this.#secrets.of(attempt);
    const { forcedErrorRate } = await view.tasksParams();
    // Of a tolerant task the lottery never hits.
    const due = dueDesignation(secret, lottery, isTolerant(task) ? 0 : forcedErrorRate);
    const shown = await this.#shown(view, id, task, signal);
    if (due === rightPosition(secret)) await showRight(shown);
    else await showAltered(shown);
    signal.throwIfAborted();
    // The log of a worker is its own: nobody else learns from it what was designated.
    const forced = due !== rightPosition(secret);
    this.#log.info(
      { event: 'designate', task: id, position: due, forced },
      `designating the ${forced ? 'altered' : 'right'} roots of task ${id}`,
    );
    await this.#context.submitter.submit(this.#context.calls.designate(id, due));
  }

  /** From now on everybody may see the right states. */
  async #unseal(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    await showRight(await this.#shown(view, id, task, signal));
    this.#log.info({ event: 'unseal', task: id }, `revealing the secret of task ${id}`);
    const secret = await this.#secrets.of(attemptKey(id, task));
    await this.#context.submitter.submit(this.#context.calls.revealSecret(id, secret));
  }

  async #proveAltered(
    view: ChainView,
    id: number,
    task: Task,
    checkpoint: number,
    signal: AbortSignal,
  ): Promise<void> {
    const sources = await fileSources(view, id, task, this.#context);
    const program = await this.#context.files.program(id, task.spec, sources, signal);
    const key = await this.#secrets.key(attemptKey(id, task), task);
    const { checkpoints } = await this.#records.get(attemptKey(id, task));
    const candidate = checkpoints[checkpoint]?.candidate ?? 0;
    const state = await this.#states.right({ view, id, task }, checkpoint, signal);
    const opening = openAlteration(program, key, { checkpoint, candidate }, state);
    this.#log.info(
      { event: 'prove-altered', task: id, checkpoint },
      `showing how checkpoint ${checkpoint} of task ${id} was altered`,
    );
    await this.#context.submitter.submit(this.#context.calls.proveAltered(id, checkpoint, opening));
  }
}

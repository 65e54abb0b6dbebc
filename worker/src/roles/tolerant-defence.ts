import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts, GameState, Move } from '@plumbline/verification/pinpoint/facts';
import { codeOf, messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Course } from './course.ts';
import type { TaskExecutor } from './create-executor.ts';
import type { DisputePlay } from './dispute-seat.ts';
import { RoleError } from './errors.ts';
import type { StateAt } from './kept-states.ts';
import { layOpen } from './lay-open.ts';
import { ServedTrace } from './served-trace.ts';
import type { Files } from './task-files.ts';
import { GameTraces, stepOf } from './trace-at.ts';

export interface TolerantDefenceOptions {
  readonly id: number;
  readonly task: Task;
  readonly files: Files;
  /** An executor on the backend that the task was trained with; closed when the interval is laid open. */
  readonly open: () => Promise<TaskExecutor>;
  readonly course: Course;
  readonly startBefore: (steps: number) => Promise<StateAt>;
  readonly store: BlobStore;
  readonly owner: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * The defence of an interval of a tolerant task: lays it open, serves it, and goes on from what is stored of it. What the
 * disk has damaged of that is laid open once more.
 */
export function tolerantDefence(options: TolerantDefenceOptions): DisputePlay {
  const { files, store } = options;
  const get = store.get.bind(store);
  const traces = new GameTraces(get);
  return async (facts: GameFacts, state: GameState): Promise<Move> => {
    if (state.type === 'Trace' && state.value.root === undefined) {
      const { first, start } = state.value;
      const entries = await laidOpen(options, state.value);
      return defend(facts, state, new ServedTrace({ ...files, first, start, entries, get }));
    }
    const move = async (): Promise<Move> => defend(facts, state, await traces.at(state, files));
    try {
      return await move();
    } catch (thrown) {
      if (codeOf(thrown) !== 'BlobDamaged' && codeOf(thrown) !== 'BlobMissing') throw thrown;
      options.log.warn({ event: 'trace-again', task: options.id }, messageOf(thrown));
      const { checkpointEvery } = options.task.spec;
      const step = state.type === 'Trace' ? state.value.first : stepOf(state);
      const first = step - (step % checkpointEvery);
      await laidOpen(options, { first, last: first + checkpointEvery });
      return move();
    }
  };
}

async function laidOpen(
  { id, files, open, course, startBefore, store, owner, log, signal }: TolerantDefenceOptions,
  { first, last, end }: { readonly first: number; readonly last: number; readonly end?: Hash },
): Promise<Hash[]> {
  const point = await startBefore(first);
  if (point.steps !== first) {
    throw new RoleError(
      'WrongState',
      `the checkpoint of task ${id} before step ${first} is not in the store`,
    );
  }
  log.info(
    { event: 'lay-open', task: id, first, last },
    `laying open the steps ${first} to ${last} of task ${id}`,
  );
  const { program } = files;
  const executor = await open();
  try {
    executor.load(point.state);
    return await layOpen({ program, executor, course, first, last, end, store, owner, signal });
  } finally {
    // It holds tensors, or threads.
    await executor.close();
  }
}

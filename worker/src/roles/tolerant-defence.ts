import type { Task } from '@plumbline/runtime-types/domain/task';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts, GameState, Move } from '@plumbline/verification/pinpoint/facts';
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
import { GameTraces } from './trace-at.ts';

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

/** The defence of an interval of a tolerant task: lays it open, serves it, and goes on from what is stored of it. */
export function tolerantDefence(options: TolerantDefenceOptions): DisputePlay {
  const { files, store } = options;
  const traces = new GameTraces(store.get.bind(store));
  return async (facts: GameFacts, state: GameState): Promise<Move> => {
    if (state.type === 'Trace' && state.value.root === undefined) {
      return defend(facts, state, await laidOpen(options, state.value));
    }
    return defend(facts, state, await traces.at(state, files));
  };
}

async function laidOpen(
  { id, files, open, course, startBefore, store, owner, log, signal }: TolerantDefenceOptions,
  { first, last, start, end }: Extract<GameState, { type: 'Trace' }>['value'],
): Promise<ServedTrace> {
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
    const entries = await layOpen({ program, executor, course, first, last, end, store, owner, signal });
    return new ServedTrace({ ...files, first, start, entries, get: store.get.bind(store) });
  } finally {
    // It holds tensors, or threads.
    await executor.close();
  }
}

import { join } from 'node:path';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { GameFacts, GameState } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { findFault } from '@plumbline/verification/tolerant/find-fault';
import * as tf from '@tensorflow/tfjs-core';
import { expect, onTestFinished, test } from 'vitest';
import { smallRecipe, TERMS } from '../../test/small-task.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { createLoggers, silentLoggers } from '../log/logger.ts';
import { keyOf, nodesKey } from '../storage/blob-keys.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { cheatingCourse } from './adversary.ts';
import { type Course, honestCourse } from './course.ts';
import { createExecutor, type TaskExecutor } from './create-executor.ts';
import type { DisputePlay } from './dispute-seat.ts';
import { gameFacts } from './game-facts.ts';
import { inspect } from './inspection.ts';
import { layOpen } from './lay-open.ts';
import { measureTolerance } from './measure-tolerance.ts';
import { leaveIt } from './missing-states.ts';
import type { ReplayOptions } from './replay.ts';
import { largestUpdates, replayDistance } from './replay-distance.ts';
import { ServedTrace } from './served-trace.ts';
import type { Files } from './task-files.ts';
import { prepareTask } from './task-spec.ts';
import { tolerantDefence } from './tolerant-defence.ts';
import type { WorkerBackend } from './worker-backend.ts';

const [STEPS, EVERY] = [12, 4];
const SEED = new Uint8Array(32).fill(3);

interface Setting {
  readonly files: Files;
  readonly task: Task;
  readonly facts: GameFacts;
  readonly units: bigint;
  executor(backend?: WorkerBackend): Promise<TaskExecutor>;
}

async function setting(): Promise<Setting> {
  const { spec } = prepareTask(await smallRecipe(STEPS, EVERY), { ...TERMS, mode: 'tolerant' }, []);
  const { program, dataset } = await smallRecipe(STEPS, EVERY);
  const files = { program, dataset };
  const task = { spec, seed: SEED } as Task;
  const executor = async (backend: WorkerBackend = 'canonical'): Promise<TaskExecutor> => {
    const made = await createExecutor(files, spec, SEED, { backend });
    onTestFinished(() => made.close());
    return made;
  };
  return { files, task, facts: gameFacts(0, task), units: spec.unitsPerStep, executor };
}

/** The checkpoints of a training, as a checker is served them. */
async function trained(
  { executor }: Setting,
  backend: WorkerBackend,
  course: Course = honestCourse,
): Promise<ReplayOptions> {
  const solver = await executor(backend);
  solver.reset();
  const states = [solver.state()];
  const checkpoints = [solver.stateRoot()];
  for (let step = 0; step < STEPS; step++) {
    course.advance(solver, step);
    if ((step + 1) % EVERY > 0) continue;
    states.push(solver.state());
    checkpoints.push(solver.stateRoot());
  }
  const fetch = async (checkpoint: number) => states[checkpoint]!;
  return { executor: await executor(), steps: STEPS, checkpointEvery: EVERY, checkpoints, fetch };
}

async function thresholdOf({ files, task, units }: Setting): Promise<{ threshold: number; step: number }> {
  const report = await measureTolerance(files, task, units, 1);
  if (report.type !== 'Measured') throw new Error(report.type);
  return { threshold: Number(report.value.threshold), step: Number(report.value.step) };
}

test.each(['cpu', 'wasm'] as const)(
  'what tfjs %s trains is near enough, and short cuts are not',
  async (backend) => {
    const made = await setting();
    const { threshold, step } = await thresholdOf(made);
    // Well below one step: the chain would take it.
    expect(threshold).toBeGreaterThan(0);
    expect(8 * threshold).toBeLessThanOrEqual(step);
    const honest = await trained(made, backend);
    for (const interval of [0, 1, 2]) {
      const { distance } = await replayDistance(honest, interval);
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThanOrEqual(threshold);
    }
    const { program } = made.files;
    const lazy = await trained(made, backend, cheatingCourse({ cheat: 'short-cut' }, program, EVERY));
    expect((await replayDistance(lazy, 1)).distance).toBeGreaterThan(threshold);
  },
);

test('the largest update is found in the checkpoints themselves, and one that is served to nobody is the largest', async () => {
  const made = await setting();
  const plan = { cheat: 'wrong-step', step: 5, tensor: 0, element: 1 } as const;
  const course = cheatingCourse(plan, made.files.program, EVERY);
  const wrong = await trained(made, 'wasm', course);
  // Optimizer slots begin at zeros, so that the first interval moves them by a whole.
  expect(await largestUpdates(wrong, 1, [0])).toEqual([1]);
  expect(await largestUpdates(wrong, 2, [1])).toHaveLength(2);
  expect(await largestUpdates(wrong, 1, [0, 1, 2])).toEqual([]);
  const { fetch } = wrong;
  const missing = { code: 'BlobUnavailable' };
  const withheld = {
    ...wrong,
    fetch: (checkpoint: number) => (checkpoint === 3 ? Promise.reject(missing) : fetch(checkpoint)),
  };
  expect(await largestUpdates(withheld, 1, [0])).toEqual([2]);
  expect((await replayDistance(withheld, 2)).distance).toBe(2 ** 52);
  // A Solver that is only busy is waited for, and a Whistleblower judges nothing that it cannot have.
  let asked = 0;
  const busy = {
    ...wrong,
    fetch: (checkpoint: number) => (asked++ < 3 ? Promise.reject(missing) : fetch(checkpoint)),
    onMissing: async () => 'again' as const,
  };
  expect((await replayDistance(busy, 2)).distance).toBe((await replayDistance(wrong, 2)).distance);
  await expect(replayDistance({ ...withheld, onMissing: leaveIt }, 2)).rejects.toBe(missing);
});

test('a checker replays as many of the largest updates as it was told to', async () => {
  const made = await setting();
  const replay = await trained(made, 'wasm');
  const looked = async (largest: number): Promise<unknown[]> => {
    const intervals: unknown[] = [];
    const log = createLoggers({
      levels: 'info',
      format: 'json',
      stream: { write: (line) => intervals.push(JSON.parse(line).interval) },
    });
    const executor = await made.executor();
    const { files, task } = made;
    const inspection = { id: 0, task: { ...task, profilers: [] }, files, executor, replay, largest };
    await inspect(inspection, [1], log('test'));
    return intervals;
  };
  expect(await looked(1)).toEqual([1, 0]);
  expect(await looked(2)).toEqual([1, 0, 2]);
});

test('an interval that is laid open is served blob by blob, and shows the fault if there is one', async () => {
  const made = await setting();
  const { program } = made.files;
  const folder = await temporaryFolder();
  const database = await openDatabase(join(folder, 'worker'));
  onTestFinished(() => database.close());
  const store = new BlobStore(database);
  const plan = { cheat: 'wrong-step', step: 5, tensor: 0, element: 1 } as const;
  const signal = new AbortController().signal;
  for (const course of [honestCourse, cheatingCourse(plan, program, EVERY)]) {
    const { checkpoints, fetch } = await trained(made, 'wasm', course);
    const executor = await made.executor('wasm');
    const open = { program, executor, course, first: 4, last: 8, store, owner: 'task/0/trained', signal };
    executor.load(await fetch(1));
    const entries = await layOpen({ ...open, end: checkpoints[2]! });
    const served = new ServedTrace({
      ...made.files,
      first: 4,
      start: checkpoints[1]!,
      entries,
      get: (ref) => store.get(ref),
    });
    const list = await store.put(
      'task/0/trained',
      Buffer.concat(await executorRoots(made, await fetch(1))),
      32,
    );
    expect(list.root).toEqual(checkpoints[1]);
    const fault = await findFault(made.facts, 4, 8, served);
    if (course === honestCourse) expect(fault).toBeUndefined();
    else expect(fault).toEqual({ kind: 'Element', step: 5, node: program.states[0]!.next, element: 1 });
    // A device that comes to something else than it has posted cannot defend it.
    executor.load(await fetch(1));
    const other = layOpen({ ...open, end: checkpoints[3]! });
    await expect(other).rejects.toMatchObject({ code: 'NotRepeatable' });
  }
});

test('a Solver that has laid an interval open holds no tensors of tfjs for it', async () => {
  const made = await setting();
  const { files, task, facts } = made;
  const { checkpoints, fetch } = await trained(made, 'wasm');
  const database = await openDatabase(join(await temporaryFolder(), 'worker'));
  onTestFinished(() => database.close());
  const held = tf.memory().numTensors;
  const play = tolerantDefence({
    ...{ id: 0, task, files, course: honestCourse, owner: 'task/0/trained' },
    open: () => createExecutor(files, task.spec, SEED, { backend: 'wasm' }),
    startBefore: async (steps) => ({ steps, state: await fetch(steps / EVERY) }),
    store: new BlobStore(database),
    log: silentLoggers('solver'),
    signal: new AbortController().signal,
  });
  const state = openGame(facts, { interval: 1, start: checkpoints[1]!, end: checkpoints[2]! });
  expect((await play(facts, state)).type).toBe('CommitTrace');
  expect(tf.memory().numTensors).toBe(held);
});

test('what the disk has damaged of an interval that was laid open is laid open once more', async () => {
  const made = await setting();
  const { files, task, facts } = made;
  const { checkpoints, fetch } = await trained(made, 'wasm');
  const database = await openDatabase(join(await temporaryFolder(), 'worker'));
  onTestFinished(() => database.close());
  const store = new BlobStore(database);
  const owner = 'task/0/trained';
  const open = (): DisputePlay =>
    tolerantDefence({
      ...{ id: 0, task, files, course: honestCourse, owner, store, log: silentLoggers('solver') },
      open: () => createExecutor(files, task.spec, SEED, { backend: 'wasm' }),
      startBefore: async (steps) => ({ steps, state: await fetch(steps / EVERY) }),
      signal: new AbortController().signal,
    });
  const opened = openGame(facts, { interval: 1, start: checkpoints[1]!, end: checkpoints[2]! });
  const committed = await open()(facts, opened);
  if (committed.type !== 'CommitTrace' || opened.type !== 'Trace') throw new Error(committed.type);
  const value = { ...opened.value, root: committed.value.root, owed: { step: 6, node: 0, leaf: 0 } };
  const state: GameState = { type: 'Trace', value };
  const right = await open()(facts, state);
  for (const ref of await store.refs(owner)) {
    await database.put(nodesKey(keyOf(ref)), new Uint8Array(32));
  }
  const play = open();
  expect(await play(facts, state)).toEqual(right);
  expect(await play(facts, state)).toEqual(right);
});

async function executorRoots({ executor }: Setting, state: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const own = await executor();
  own.load(state);
  return own.tensorRoots();
}

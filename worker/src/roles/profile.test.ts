import type { Task } from '@plumbline/runtime-types/domain/task';
import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import { encodeProgram, programRoot } from '@plumbline/verification/graph/program';
import { unitsPerStep } from '@plumbline/verification/graph/units';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { silentLoggers } from '../log/logger.ts';
import { BlobClient } from '../network/blob-client.ts';
import { loadPeerKey } from '../network/identity.ts';
import { startPeerNode } from '../network/peer-node.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { kernelsHash } from '../training/kernels/identity.ts';
import { SUBMITTED } from './owners.ts';
import { profile } from './profile.ts';
import { TaskFiles } from './task-files.ts';
import { prepareTask } from './task-spec.ts';

const ROWS = 10;
const program = linearModel(kernelsHash());
const values = (scale: number): Uint8Array =>
  new Uint8Array(Float32Array.from({ length: 4 * ROWS }, (_, i) => (scale * (i + 1)) / 40).buffer);

function taskOn(dataset: Uint8Array): Task {
  const shape = { rows: ROWS, rowStride: 4, rowWidth: 4, batchSize: 4, steps: 4, checkpointEvery: 2 };
  const recipe = { name: 'small', program, dataset, ...shape };
  const terms = { verifiers: 1, profilers: 1, sampleRate: 1, maxPrice: 1n, stallBlocks: 10 };
  return { spec: prepareTask(recipe as never, terms, []).spec } as Task;
}

/** The files of a worker whose store has exactly these blobs, and who knows nobody. */
const filesWith = (...blobs: Uint8Array[]): Promise<TaskFiles> => filesUpTo(2 ** 30, ...blobs);

/** The same, of a worker that takes no larger blobs than this. */
async function filesUpTo(maxBlobBytes: number, ...blobs: Uint8Array[]): Promise<TaskFiles> {
  const folder = await temporaryFolder();
  const database = await openDatabase(folder);
  onTestFinished(() => database.close());
  const store = new BlobStore(database);
  const node = await startPeerNode({ key: await loadPeerKey(folder), listen: [] });
  onTestFinished(() => node.stop());
  for (const blob of blobs) await store.put(SUBMITTED, blob);
  return new TaskFiles(new BlobClient({ node, store, log: silentLoggers('network'), maxBlobBytes }), store);
}

const ways = (files: TaskFiles, { spec }: Task) =>
  [() => files.records(0, spec, { peers: [] }), () => files.load(0, spec, { peers: [] })] as const;

const file = encodeProgram(program);

test('a sound task is reported with the units that its program says, whatever the task says', async () => {
  const dataset = values(0.5);
  const files = await filesWith(file, dataset);
  const task = taskOn(dataset);
  const report = { type: 'Ok', value: { unitsPerStep: unitsPerStep(program) } };
  expect(await profile(task, ...ways(files, task))).toEqual(report);
  const cheap = { ...task, spec: { ...task.spec, unitsPerStep: 1n } };
  expect(await profile(cheap, ...ways(files, cheap))).toEqual(report);
});

test('files that nobody serves are Unavailable', async () => {
  const dataset = values(0.5);
  const files = await filesWith(file);
  const task = taskOn(dataset);
  expect(await profile(task, ...ways(files, task))).toEqual({ type: 'Unavailable' });
});

test('files that are larger than a worker takes are Unavailable, whoever serves them', async () => {
  const dataset = values(0.5);
  const task = taskOn(dataset);
  const files = await filesUpTo(dataset.length - 1, file);
  expect(await profile(task, ...ways(files, task))).toEqual({ type: 'Unavailable' });
});

test('a file that is no program, or another one than was committed to, is Unavailable', async () => {
  const dataset = values(0.5);
  const [torn, other] = [file.slice(0, file.length >> 1), values(3)];
  for (const bytes of [torn, other]) {
    const files = await filesWith(bytes, dataset);
    const { spec } = taskOn(dataset);
    const named = { ...spec.program, file: { root: blobRoot(bytes), bytes: BigInt(bytes.length) } };
    const task = { spec: { ...spec, program: named } } as Task;
    expect(await profile(task, ...ways(files, task))).toEqual({
      type: 'Unavailable',
    });
  }
  const files = await filesWith(file, dataset);
  const { spec } = taskOn(dataset);
  const task = { spec: { ...spec, program: { ...spec.program, root: new Uint8Array(32) } } } as Task;
  expect(await profile(task, ...ways(files, task))).toEqual({
    type: 'Unavailable',
  });
});

test('a record that means nothing is Malformed, and so is a header that says something else than the task', async () => {
  const dataset = values(0.5);
  const nodes = program.nodes.map((node, i) => (i === 5 ? { ...node, shape: [9] } : node));
  const broken = { ...program, nodes };
  const bytes = encodeProgram(broken);
  const { spec } = taskOn(dataset);
  const files = await filesWith(bytes, file, dataset);
  const named = {
    ...spec.program,
    root: programRoot(broken),
    file: { root: blobRoot(bytes), bytes: BigInt(bytes.length) },
  };
  const task = { spec: { ...spec, program: named } } as Task;
  expect(await profile(task, ...ways(files, task))).toEqual({ type: 'Malformed', value: { record: 7 } });
  const other = { spec: { ...spec, batchSize: 2 } } as Task;
  expect(await profile(other, ...ways(files, other))).toEqual({ type: 'Malformed', value: { record: 0 } });
});

test('a first step that leaves the finite numbers is NonFinite', async () => {
  const dataset = values(Number.POSITIVE_INFINITY);
  const files = await filesWith(file, dataset);
  const task = taskOn(dataset);
  expect(await profile(task, ...ways(files, task))).toEqual({ type: 'NonFinite' });
});

test('what is wrong with this machine says nothing about the task', async () => {
  const task = taskOn(values(0.5));
  const full = () => Promise.reject(new Error('the disk is full'));
  await expect(profile(task, full, full)).rejects.toThrow('disk');
});

test('two tasks with the same files have them once, and each for as long as it needs them', async () => {
  const dataset = values(0.5);
  const folder = await temporaryFolder();
  const database = await openDatabase(folder);
  onTestFinished(() => database.close());
  const store = new BlobStore(database);
  const node = await startPeerNode({ key: await loadPeerKey(folder), listen: [] });
  onTestFinished(() => node.stop());
  const files = new TaskFiles(new BlobClient({ node, store, log: silentLoggers('network') }), store);
  for (const blob of [file, dataset]) await store.put('task/1/files', blob);
  const { spec } = taskOn(dataset);
  const first = await files.load(1, spec, { peers: [] });
  expect(await files.load(2, spec, { peers: [] })).toBe(first);
  files.forget(1);
  await store.release('task/1/files');
  expect(await files.load(2, spec, { peers: [] })).toBe(first);
  files.forget(2);
  await store.release('task/2/files');
  await expect(files.load(2, spec, { peers: [] })).rejects.toMatchObject({ code: 'BlobUnavailable' });
  expect(await database.keys().all()).toEqual([]);
});

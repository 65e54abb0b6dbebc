import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareTask } from '../src/roles/task-spec.ts';
import { openDatabase } from '../src/storage/database.ts';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

const LOG = ['--log', 'info,worker=debug'];

/** What is in a worker's database: kinds of owners and of journals, and how many blobs there are. */
async function holdings(basePath: string): Promise<{ owners: string[]; blobs: number; journal: string[] }> {
  const database = await openDatabase(basePath);
  const keys = await database.keys().all();
  await database.close();
  const kinds = (start: string, end: string): string[] => [
    ...new Set(keys.filter((key) => key.startsWith(start)).map((key) => key.split(':')[1]!.split(end)[0]!)),
  ];
  const blobs = keys.filter((key) => key.startsWith('nodes:'));
  expect(keys.filter((key) => !/^(nodes|chunk|hold|held|journal):/.test(key))).toEqual([]);
  return { owners: kinds('hold:', '/'), blobs: blobs.length, journal: kinds('journal:', ':') };
}

test('a wrong step is disputed down to one operation although both sides are killed on the way', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const cheat = {
    role: 'solver',
    suri: '//Bob',
    rpc,
    basePath: join(folder, 'cheat'),
    more: ['--cheat', 'wrong-step', ...LOG],
  } as const;
  const check = {
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'verifier'),
    more: LOG,
  } as const;
  const solver = startWorker(cheat);
  const verifier = startWorker(check);
  await Promise.all([solver.event('ready'), verifier.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const over = live(submitter, await smallRecipe(200, 50));

  await solver.event('dispute-move', { round: 2 });
  await solver.kill();
  const solverAgain = startWorker(cheat);
  await verifier.event('dispute-move', { round: 3 });
  await verifier.kill();
  const verifierAgain = startWorker(check);
  const honest = startWorker({
    role: 'solver',
    suri: '//Ferdie',
    rpc,
    basePath: join(folder, 'honest'),
    more: LOG,
  });

  const { task, events } = await over;
  expect(events.find(({ name }) => name === 'Judged')?.fields).toMatchObject({
    winner: 'Challenger',
    reason: 'OperationWrong',
  });
  expect(events.find(({ name }) => name === 'Slashed')?.fields).toMatchObject({ reason: 'Fault' });
  expect(task.status.type).toBe('Settled');
  expect(task.attempt).toBe(1);
  expect(honest.records.some(({ event }) => event === 'trained')).toBe(true);

  // A second task of the same program and data, which ends without a Solver.
  const cancelled = prepareTask(await smallRecipe(200, 50), { ...TERMS, maxPrice: 1n }, submitter.sources);
  const { task: id, block } = await submitter.submit(cancelled);
  for await (const update of submitter.watch(id, block.number)) {
    if (update.events.some(({ name }) => name === 'Opened')) await submitter.cancel(id);
  }
  const last = { task: id, over: true };
  await Promise.all([
    honest.event('swept', { task: 0, over: true }),
    solverAgain.event('swept', { task: 0, over: true }),
    verifierAgain.event('swept', { task: 0, over: true }),
    verifierAgain.event('swept', last),
  ]);
  for (const worker of [honest, solverAgain, verifierAgain]) await worker.kill();
  const model = task.spec.program.stateCount + 2;
  const left = await holdings(join(folder, 'honest'));
  expect(left).toMatchObject({ owners: ['model'], journal: ['worker'] });
  // Equal tensors are one blob.
  expect(left.blobs).toBeGreaterThan(2);
  expect(left.blobs).toBeLessThanOrEqual(model);
  for (const name of ['cheat', 'verifier'])
    expect(await holdings(join(folder, name))).toEqual({ owners: [], blobs: 0, journal: ['worker'] });
}, 240_000);

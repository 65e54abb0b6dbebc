import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('a wrong step is disputed down to one operation although both sides are killed on the way', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const cheat = {
    role: 'solver',
    suri: '//Bob',
    rpc,
    basePath: join(folder, 'cheat'),
    more: ['--cheat', 'wrong-step'],
  } as const;
  const check = { role: 'verifier', suri: '//Charlie', rpc, basePath: join(folder, 'verifier') } as const;
  const solver = startWorker(cheat);
  const verifier = startWorker(check);
  await Promise.all([solver.event('ready'), verifier.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const over = live(submitter, await smallRecipe(200, 50));

  await solver.event('dispute-move', { round: 2 });
  await solver.kill();
  startWorker(cheat);
  await verifier.event('dispute-move', { round: 3 });
  await verifier.kill();
  startWorker(check);
  const honest = startWorker({ role: 'solver', suri: '//Ferdie', rpc, basePath: join(folder, 'honest') });

  const { task, events } = await over;
  expect(events.find(({ name }) => name === 'Judged')?.fields).toMatchObject({
    winner: 'Challenger',
    reason: 'OperationWrong',
  });
  expect(events.find(({ name }) => name === 'Slashed')?.fields).toMatchObject({ reason: 'Fault' });
  expect(task.status.type).toBe('Settled');
  expect(task.attempt).toBe(1);
  expect(honest.records.some(({ event }) => event === 'trained')).toBe(true);
}, 240_000);

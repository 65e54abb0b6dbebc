import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('a tolerant task: a cheat on tfjs is convicted outside its bounds, an honest device settles', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const cheat = startWorker({
    role: 'solver',
    suri: '//Bob',
    rpc,
    basePath: join(folder, 'cheat'),
    more: ['--backend', 'wasm', '--cheat', 'wrong-step'],
  });
  const verifier = startWorker({
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'verifier'),
  });
  await Promise.all([cheat.event('ready'), verifier.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const terms = { ...TERMS, mode: 'tolerant' as const };
  const over = live(submitter, await smallRecipe(8, 4), undefined, terms);

  await cheat.event('lay-open');
  startWorker({
    role: 'solver',
    suri: '//Ferdie',
    rpc,
    basePath: join(folder, 'honest'),
    more: ['--backend', 'cpu'],
  });
  const { task, events, model } = await over;
  expect(events.find(({ name }) => name === 'Profiled')?.fields).toMatchObject({
    report: { type: 'Measured' },
  });
  expect(events.filter(({ name }) => name === 'Judged').map(({ fields }) => fields)).toMatchObject([
    { winner: 'Challenger', reason: 'ElementWrong' },
  ]);
  expect(events.find(({ name }) => name === 'Slashed')?.fields).toMatchObject({ reason: 'Fault' });
  expect(task.status.type).toBe('Settled');
  expect(task.attempt).toBe(1);
  expect(task.verifiers[0]?.verdict?.type).toBe('Distance');
  expect(model).toBeDefined();
}, 240_000);

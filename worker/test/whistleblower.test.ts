import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startLazyVerifier } from './lazy-verifier.ts';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('what a lazy Verifier accepts, a Whistleblower challenges and wins', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 5_000);
  const solver = startWorker({
    role: 'solver',
    suri: '//Bob',
    rpc,
    basePath: join(folder, 'solver'),
    more: ['--cheat', 'lazy'],
  });
  const whistleblower = startWorker({
    role: 'whistleblower',
    suri: '//Eve',
    rpc,
    basePath: join(folder, 'eve'),
  });
  await Promise.all([solver.event('ready'), whistleblower.event('ready')]);
  const lazy = await startLazyVerifier(rpc, '//Charlie');
  const submitter = await openSubmitter(rpc, folder);
  const recipe = await smallRecipe(8, 4);
  const over = live(submitter, recipe, 'Reopened');

  await whistleblower.event('challenge');
  await whistleblower.event('dispute-move', { move: 'ProveOperation' });
  const slashed = await over;
  const events = slashed.events.filter(({ name }) => name === 'Slashed' || name === 'Judged');
  expect(events[0]?.fields).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
  expect(events.filter(({ fields }) => fields.who === lazy.id)).toHaveLength(1);
  expect(slashed.task.attempt).toBe(1);
}, 240_000);

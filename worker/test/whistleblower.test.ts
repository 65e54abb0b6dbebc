import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

/** A Verifier that accepts unseen, as `--cheat` has it; returns its account. */
async function startLazyVerifier(rpc: string, basePath: string): Promise<string> {
  const more = ['--cheat', 'lazy-verifier'];
  await startWorker({ role: 'verifier', suri: '//Charlie', rpc, basePath, more }).event('ready');
  return (await accountFromUri('//Charlie')).id;
}

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
  await solver.event('ready');
  const lazy = await startLazyVerifier(rpc, join(folder, 'lazy'));
  const submitter = await openSubmitter(rpc, folder);
  const recipe = await smallRecipe(8, 4);
  const over = live(submitter, recipe, 'Reopened');
  // Only now, when the blind window is over: before, it would report instead.
  await solver.event('unseal');
  const whistleblower = startWorker({
    role: 'whistleblower',
    suri: '//Eve',
    rpc,
    basePath: join(folder, 'eve'),
  });

  await whistleblower.event('challenge');
  await whistleblower.event('dispute-move', { move: 'ProveOperation' });
  const slashed = await over;
  const events = slashed.events.filter(({ name }) => name === 'Slashed' || name === 'Judged');
  expect(events[0]?.fields).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
  expect(events.filter(({ fields }) => fields.who === lazy)).toHaveLength(1);
  expect(slashed.task.attempt).toBe(1);
}, 240_000);

test('a lazy Verifier loses its stake to a forced error, when another has looked', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 4, 1_000_000);
  const solver = startWorker({ role: 'solver', suri: '//Bob', rpc, basePath: join(folder, 'solver') });
  const [lazy] = await Promise.all([startLazyVerifier(rpc, join(folder, 'lazy')), solver.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const over = live(submitter, await smallRecipe(4, 2));
  // Only now, so that the lazy one is drawn first.
  await solver.event('unseal');
  startWorker({ role: 'verifier', suri: '//Dave', rpc, basePath: join(folder, 'honest') });
  const { task, events } = await over;
  expect(task.status.type).toBe('Settled');
  expect(events.filter(({ name }) => name === 'Slashed').map(({ fields }) => fields)).toEqual([
    expect.objectContaining({ who: lazy, reason: 'AcceptedForcedError' }),
  ]);
}, 240_000);

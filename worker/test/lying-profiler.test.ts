import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('what a lying profiler says of a sound program, a Whistleblower refutes; another profiles it, and it is trained', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 5_000);
  const start = (role: 'solver' | 'whistleblower' | 'verifier', suri: string) =>
    startWorker({ role, suri, rpc, basePath: join(folder, role) });
  const [solver, whistleblower] = [start('solver', '//Bob'), start('whistleblower', '//Eve')];
  await Promise.all([solver.event('ready'), whistleblower.event('ready')]);
  const cheat = ['--cheat', 'lying-profiler'];
  await startWorker({
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'liar'),
    more: cheat,
  }).event('ready');
  const liar = await accountFromUri('//Charlie');
  const submitter = await openSubmitter(rpc, folder);
  const over = live(submitter, await smallRecipe(8, 4), 'Started');
  await whistleblower.event('refute', { record: 2 });
  // Only now, so that nobody else could be drawn first.
  await start('verifier', '//Dave').event('profiled', { report: 'Ok' });
  const { events, task } = await over;
  const slashed = events.filter(({ name, fields }) => name === 'Slashed' && fields.who === liar.id);
  expect(slashed).toHaveLength(1);
  expect(task.profilers.map(({ account }) => account)).not.toContain(liar.id);
}, 240_000);

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { sealTask } from '../src/roles/private-task.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { startChain } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil, setClock } from './time.ts';

const UNIT = 1_000_000_000_000n;
const STALL = 100;
const MOVE = 30;

test('a Submitter that withholds files pays whoever looked for them, and a Solver that cannot begin declines', async () => {
  const folder = await temporaryFolder();
  const windows = { profilingBlocks: 60, revealBlocks: 100 };
  const { rpc } = await startChain(join(folder, 'node'), 40, 0, MOVE, windows);
  const reader = await openSubmitter(rpc, folder, '//Ferdie');
  const idOf = async (suri: string): Promise<string> => (await accountFromUri(suri)).id;
  const [bob, charlie, dave] = await Promise.all(['//Bob', '//Charlie', '//Dave'].map(idOf));
  const hire = (role: 'Solver' | 'Verifier', suri: string) => Hand.hire(rpc, folder, role, suri);
  const prepare = async (steps: number, sources: readonly string[]) =>
    prepareTask(await smallRecipe(steps, 4), { ...TERMS, stallBlocks: STALL }, sources);

  // Of a private task the key is still with its Submitter when that goes away.
  const profiler = await hire('Verifier', '//Charlie');
  const away = await openSubmitter(rpc, folder);
  const sealed = sealTask(await prepare(8, away.sources), randomBytes(32));
  const secret = await FollowedTask.submit(away, sealed);
  await secret.until('Opened');
  await away.close();
  const locked = FollowedTask.of(reader, { task: secret.id, block: (await reader.view()).block });
  const solver = await hire('Solver', '//Bob');
  await locked.until('Assigned', { who: bob });
  // It has fetched the files, and cannot open them.
  await solver.event('job-failed', { code: 'NotReady' });
  await passUntil(rpc, locked.task.deadline - STALL / 4);
  await locked.until('Declined', { who: bob });
  expect(locked.ledger(bob!)).toEqual([`Slashed Declined ${UNIT}`]);
  const back = await openSubmitter(rpc, folder);
  const given = FollowedTask.of(back, { task: secret.id, block: (await back.view()).block });
  const other = await hire('Solver', '//Dave');
  await given.until('KeySealed', { who: dave });
  await given.until('Started');
  await Promise.all([profiler.leave(), other.leave(), back.close()]);

  // Whoever looked a program over is gone, and so is its Submitter, before a Solver has the files.
  const again = await hire('Verifier', '//Charlie');
  const gone = await openSubmitter(rpc, folder);
  const opened = await FollowedTask.submit(gone, await prepare(12, gone.sources));
  await solver.leave();
  await opened.until('Opened');
  await Promise.all([gone.close(), again.leave()]);
  const missed = FollowedTask.of(reader, { task: opened.id, block: (await reader.view()).block });
  const empty = await Hand.hire(rpc, join(folder, 'empty'), 'Solver', '//Bob');
  await missed.until('Assigned', { who: bob });
  await passUntil(rpc, missed.task.deadline - STALL * 0.6);
  await missed.until('Demanded', { who: bob });
  await passUntil(rpc, (await reader.view()).block.number + MOVE + 2);
  await missed.until('Withheld', { who: bob });
  expect((await missed.until('Rejected')).fields).toMatchObject({ report: 'Unavailable' });
  expect(missed.ledger(bob!)).toEqual([expect.stringMatching(/^Paid TimeBound [1-9]/)]);
  expect(missed.ledger(charlie!)).toEqual([`Paid ProfileFee ${UNIT / 10n}`]);
  await empty.leave();

  // Nobody has ever seen the files: the chain itself asks for a leaf of each.
  const last = await hire('Verifier', '//Charlie');
  const silent = await openSubmitter(rpc, folder);
  const submitted = await silent.submit(await prepare(16, []));
  await silent.close();
  const unseen = FollowedTask.of(reader, submitted);
  await unseen.until('ProfilerDrawn', { who: charlie });
  await setClock(rpc, 'stopped');
  await passUntil(rpc, unseen.task.deadline - 8);
  await last.event('profiled', { report: 'Unavailable' });
  await unseen.until('ProfileRevealed');
  const { deadline } = (await unseen.until('Demanded')).fields;
  await passUntil(rpc, Number(deadline) + 1);
  await unseen.until('Withheld');
  await passUntil(rpc, Number(deadline) + 2);
  expect((await unseen.until('Rejected')).fields).toMatchObject({ report: 'Unavailable' });
  expect(unseen.ledger(charlie!)).toEqual([`Paid ProfileFee ${UNIT / 10n}`]);
}, 240_000);

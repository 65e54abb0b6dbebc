import { join } from 'node:path';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import type { Cheat } from '../src/roles/cheats.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
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

test('a tolerant Solver that serves its trace to nobody loses by what witnesses say', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 4, 0, 100);
  const hire = (role: RoleName, suri: string, cheat?: Cheat) =>
    Hand.hire(rpc, folder, role, suri, cheat === undefined ? {} : { cheat });
  const [hiding, ...verifiers] = await Promise.all([
    hire('Solver', '//Bob', 'hidden-trace'),
    hire('Verifier', '//Charlie'),
    hire('Verifier', '//Dave'),
    hire('Verifier', '//Eve'),
    hire('Verifier', '//Ferdie'),
  ]);
  const submitter = await openSubmitter(rpc, folder);
  const terms = { ...TERMS, mode: 'tolerant' as const, stallBlocks: 200 };
  const task = await FollowedTask.submit(
    submitter,
    prepareTask(await smallRecipe(8, 4), terms, submitter.sources),
  );
  await hiding.event('lay-open');
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Challenger', reason: 'Unserved' });
  const bob = await accountFromUri('//Bob');
  expect(task.ledger(bob.id).join()).toMatch(/^Slashed Fault/);
  // One verifies and calls the three others, which are just as many as have to say so.
  const said = verifiers.map((hand) =>
    hand.records.some(({ event, served }) => event === 'witness' && served === false),
  );
  expect(said.filter(Boolean)).toHaveLength(3);
}, 240_000);

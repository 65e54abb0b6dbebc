import { join } from 'node:path';
import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { createCalls } from '../src/chain/calls.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { callerOf, openConnection } from './funds.ts';
import { startChain } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil } from './time.ts';

const UNIT = 1_000_000_000_000n;
const STAKE = 300n * UNIT;
const MOVE = 200;

test('a Solver that trains rightly, serves nobody and shows nothing on chain loses its stake, and another trains the task', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 5_000, 0, MOVE);
  const [bob, charlie, eve] = (
    await Promise.all(['//Bob', '//Charlie', '//Eve'].map((suri) => accountFromUri(suri)))
  ).map(({ id }) => id);
  await Hand.hire(rpc, folder, 'Verifier', '//Charlie');
  const cheat = 'withholding';
  const withholding = await Hand.hire(rpc, folder, 'Solver', '//Bob', { stake: STAKE, cheat });
  const submitter = await openSubmitter(rpc, folder);
  const prepared = prepareTask(await smallRecipe(8, 4), TERMS, submitter.sources);
  const task = await FollowedTask.submit(submitter, prepared);
  const connection = await openConnection(rpc);
  const [whistleblower, calls] = [await callerOf(connection, '//Eve'), createCalls(connection.api)];
  await whistleblower.submit(calls.register('Whistleblower', 200n * UNIT, 0n));

  // The Verifier trains from the seed, as no checkpoint is served, and finds that the work is right.
  await task.until('VerdictRevealed', { who: charlie });
  await task.until('Accepted');
  const state: DemandedLeaf = { type: 'State', value: { checkpoint: 1, tensor: 0, leaf: 0 } };
  await whistleblower.submit(calls.demand(task.id, state));
  const demanded = await task.until('Demanded', { who: eve });
  await Hand.hire(rpc, folder, 'Solver', '//Dave');
  await passUntil(rpc, Number(demanded.fields.deadline) + 1);
  await task.until('Withheld', { who: eve });
  await task.until('Reopened');
  // Half of the stake goes to whoever demanded it; the Verifier, which did its work, has its fee out of the rest.
  expect(task.ledger(bob!)).toEqual([`Slashed Fault ${STAKE}`]);
  expect(task.ledger(eve!)).toEqual([`Paid Reward ${STAKE / 2n}`]);
  expect(task.ledger(charlie!).at(-1)).toMatch(/^Paid VerifierFee [1-9]/);
  expect(withholding.records.filter(({ event }) => event === 'supply')).toEqual([]);

  await task.until('Accepted');
  await whistleblower.submit(calls.demand(task.id, state));
  const dave = await accountFromUri('//Dave');
  await task.until('Supplied', { who: dave.id });
}, 240_000);

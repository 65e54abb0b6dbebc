import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { startChain } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil, setClock } from './time.ts';

const STAKE = 400_000_000_000_000n;
const PROVED = { winner: 'Challenger', reason: 'OperationWrong' };

test('a Solver that skips steps loses its stake, and so does one that plays each move in the last blocks of its time', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 200, 0, 60);
  const cheat = (suri: string, how: 'short-cut' | 'stalling') =>
    Hand.hire(rpc, folder, 'Solver', suri, { cheat: how, stake: STAKE });
  const submitter = await openSubmitter(rpc, folder);
  await Promise.all([cheat('//Bob', 'short-cut'), Hand.hire(rpc, folder, 'Verifier', '//Charlie')]);
  const terms = { ...TERMS, stallBlocks: 100 };
  const prepared = prepareTask(await smallRecipe(8, 4), terms, submitter.sources);
  const task = await FollowedTask.submit(submitter, prepared);
  const slashed = async (suri: string): Promise<string[]> => task.ledger((await accountFromUri(suri)).id);

  await task.until('Opened', { dispute: 0 });
  await setClock(rpc, 'stopped');
  expect((await task.until('Judged')).fields).toMatchObject(PROVED);
  expect(await slashed('//Bob')).toEqual([`Slashed Fault ${STAKE}`]);

  await setClock(rpc, 'running');
  await cheat('//Ferdie', 'stalling');
  await task.until('Opened', { dispute: 1 });
  await setClock(rpc, 'stopped');
  const sides: unknown[] = [];
  for (let isOver = false; !isOver; ) {
    const deadline = (await submitter.view()).disputes.get(1)?.deadline;
    // Twelve blocks before it, the cheat begins to move.
    if (deadline !== undefined) await passUntil(rpc, deadline - 11);
    const { name, fields } = await task.until(['Moved', 'Judged'], { dispute: 1 });
    isOver = name === 'Judged';
    if (isOver) expect(fields).toMatchObject(PROVED);
    else sides.push(fields.side);
  }
  expect(sides.filter((side) => side === 'Defender').length).toBeGreaterThan(3);
  expect(await slashed('//Ferdie')).toEqual([`Slashed Fault ${STAKE}`]);
}, 240_000);

import { join } from 'node:path';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { openConnection } from './funds.ts';
import { startChain } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil, setClock } from './time.ts';

const UNIT = 1_000_000_000_000n;
const BOND = 20n * UNIT;
const STAKE = 400n * UNIT;

test('challenges of one task wait, the randomness says whose turn it is, and one that is right ends them all', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 200, 0, 30);
  const connection = await openConnection(rpc);
  const idOf = async (suri: string): Promise<string> => (await accountFromUri(suri)).id;
  const blow = (suri: string) => Hand.hire(rpc, folder, 'Whistleblower', suri);
  const submitter = await openSubmitter(rpc, folder);
  const [bob] = await Promise.all([
    Hand.hire(rpc, folder, 'Solver', '//Bob', { cheat: 'wrong-data', stake: STAKE }),
    Hand.hire(rpc, folder, 'Verifier', '//Charlie', { cheat: 'lazy-verifier', stake: STAKE }),
  ]);
  const terms = { ...TERMS, stallBlocks: 100 };
  const prepared = prepareTask(await smallRecipe(8, 4), terms, submitter.sources);
  const task = await FollowedTask.submit(submitter, prepared);
  const deadlineOf = async (dispute: number): Promise<number | undefined> =>
    (await submitter.view()).disputes.get(dispute)?.deadline;
  await task.until('Accepted');
  await setClock(rpc, 'stopped');

  // One that is right goes away in the middle of the game, while two others wait.
  const eve = await blow('//Eve');
  await task.until('Opened');
  await eve.event('dispute-move', { dispute: 0, round: 3 });
  await eve.leave();
  const waiting = new Map([
    [await idOf('//Dave'), await blow('//Dave')],
    [await idOf('//Ferdie'), await blow('//Ferdie')],
  ]);
  for (const _ of waiting) await task.until('Waits');
  await passUntil(rpc, (await deadlineOf(0))! - 50);
  await bob.event('transcript', { dispute: 0 });
  await task.until('Moved');
  const end = (await deadlineOf(0))! + 1;
  await passUntil(rpc, end);
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Defender', reason: 'Silent' });

  // When the one whose turn it is has won, the other has nothing to lose any more.
  const at = await connection.api.at(await connection.api.rpc.chain.getBlockHash(end));
  const randomness = (await at.query.randomness!.randomness!()).toU8a();
  const placeOf = (account: string): string => {
    const domain = new TextEncoder().encode('plumbline/challenge-order');
    return toHex(blake2b256(domain, randomness, u32.codec.enc(task.id), fromHex(account)));
  };
  const [first, second] = [...waiting.keys()].toSorted((left, right) =>
    placeOf(left) < placeOf(right) ? -1 : 1,
  ) as [string, string];
  expect((await task.until('Opened')).fields).toMatchObject({ dispute: 1, challenger: first });
  const won = { winner: 'Challenger', reason: 'OperationWrong' };
  expect((await task.until('Judged')).fields).toMatchObject({ dispute: 1, ...won });
  await task.until('Reopened');
  expect(task.ledger(first)).toEqual([`Paid Reward ${STAKE / 2n}`]);
  expect(task.ledger(second)).toEqual([]);
  expect(task.ledger(await idOf('//Eve'))).toEqual([`Slashed FailedChallenge ${BOND}`]);
  const compensation = `Paid Compensation ${BOND / 2n}`;
  expect(task.ledger(await idOf('//Bob'))).toEqual([compensation, `Slashed Fault ${STAKE}`]);
  expect(task.ledger(await idOf('//Charlie')).at(-1)).toBe(`Slashed AcceptedFault ${STAKE}`);
}, 240_000);

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

const UNIT = 1_000_000_000_000n;
const STAKE = 400n * UNIT;
const BOND = 20n * UNIT;

test('neither replayed moves nor an insider save a Solver that has trained something else', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 200, 0, 30);
  const [insider, replaying] = await Promise.all([
    Hand.hire(rpc, folder, 'Verifier', '//Charlie', { cheat: 'insider', stake: STAKE }),
    Hand.hire(rpc, folder, 'Solver', '//Bob', { cheat: 'replay', stake: STAKE }),
  ]);
  const submitter = await openSubmitter(rpc, folder);
  const terms = { ...TERMS, stallBlocks: 100 };
  const prepared = prepareTask(await smallRecipe(8, 4), terms, submitter.sources);
  const task = await FollowedTask.submit(submitter, prepared);
  const ledger = async (suri: string): Promise<string[]> => task.ledger((await accountFromUri(suri)).id);
  const deadlineOf = async (dispute: number): Promise<number> =>
    (await submitter.view()).disputes.get(dispute)!.deadline;
  await task.until('Accepted');
  await setClock(rpc, 'stopped');

  // An accomplice accuses, so that there are moves which both have signed, and goes away.
  const accomplice = await Hand.hire(rpc, folder, 'Whistleblower', '//Eve', { cheat: 'false-accusation' });
  await task.until('Opened');
  await accomplice.event('dispute-move', { dispute: 0, round: 3 });
  await accomplice.leave();
  await passUntil(rpc, (await deadlineOf(0)) - 50);
  await replaying.event('transcript');
  await task.until('Moved');
  await passUntil(rpc, (await deadlineOf(0)) + 1);
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Defender' });

  // Whoever finds the fault is answered with these, and then with silence; the insider stands in.
  const honest = await Hand.hire(rpc, folder, 'Whistleblower', '//Dave');
  await task.until('Opened');
  expect((await replaying.event('replay', { dispute: 1 })).said).toMatch(/BadSignature/);
  await replaying.leave();
  await honest.event('challenge');
  await passUntil(rpc, (await deadlineOf(1)) + 1);
  await task.until('DefenceTaken');
  await insider.event('dispute-move', { dispute: 1, round: 2 });
  await honest.event('dispute-move', { dispute: 1, round: 3 });
  await passUntil(rpc, (await deadlineOf(1)) - 50);
  // It knows what is right, and cannot open the false state that it stands for.
  await task.until('Moved', { dispute: 1, round: 3 });
  await passUntil(rpc, (await deadlineOf(1)) + 1);
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Challenger' });
  await task.until('Reopened');
  expect(await ledger('//Bob')).toEqual([`Paid Compensation ${BOND / 2n}`, `Slashed Fault ${STAKE}`]);
  expect((await ledger('//Charlie')).filter((line) => line.startsWith('Slashed'))).toEqual([
    `Slashed AcceptedFault ${STAKE}`,
  ]);
  expect(await ledger('//Dave')).toEqual([`Paid Reward ${STAKE / 2n}`, `Paid Reward ${STAKE / 2n}`]);
  expect(await ledger('//Eve')).toEqual([`Slashed FailedChallenge ${BOND}`]);
}, 240_000);

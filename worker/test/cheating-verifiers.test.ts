import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import type { Cheat } from '../src/roles/cheats.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { endow, openConnection } from './funds.ts';
import { startChain } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil, setClock } from './time.ts';

const UNIT = 1_000_000_000_000n;
const BOND = 20n * UNIT;
const STAKE = 400n * UNIT;

test('of three profilers one lies, of two Verifiers one copies or accuses falsely: each pays, and the work settles', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 60, 0, 30, { revealBlocks: 60 });
  const hire = (role: 'Solver' | 'Verifier', suri: string, cheat?: Cheat) =>
    Hand.hire(rpc, folder, role, suri, { stake: STAKE, ...(cheat && { cheat }) });
  const ledgerOf = async (task: FollowedTask, suri: string): Promise<string[]> =>
    task.ledger((await accountFromUri(suri)).id);
  await endow(await openConnection(rpc), '//Grace');
  const submitter = await openSubmitter(rpc, folder);
  const submit = async (steps: number, profilers: number, verifiers: number): Promise<FollowedTask> => {
    const terms = { ...TERMS, stallBlocks: 100, profilers, verifiers };
    return FollowedTask.submit(submitter, prepareTask(await smallRecipe(steps, 4), terms, submitter.sources));
  };
  const [copier] = await Promise.all([
    hire('Verifier', '//Dave', 'copying'),
    hire('Verifier', '//Charlie'),
    hire('Verifier', '//Eve', 'lying-profiler'),
    hire('Solver', '//Bob'),
  ]);

  // Nobody sees what the others report before all have committed; the median stands, and the lie is refuted.
  const first = await submit(8, 3, 2);
  expect((await first.until('ProfileRefuted')).fields).toMatchObject({
    profiler: (await accountFromUri('//Eve')).id,
  });
  await first.until('Started');
  expect(await ledgerOf(first, '//Eve')).toEqual([`Slashed WrongProfile ${STAKE}`]);
  const rewards = [...(await ledgerOf(first, '//Charlie')), ...(await ledgerOf(first, '//Dave'))];
  const fee = `Paid ProfileFee ${UNIT / 10n}`;
  expect(rewards.toSorted()).toEqual([fee, fee, `Paid Reward ${STAKE / 2n}`]);

  // The copier is drawn beside the honest one; what it committed to is another's word, so it has none of its own.
  await copier.event('copied');
  await first.until('RevealStarted');
  await first.until('VerdictRevealed', { who: (await accountFromUri('//Charlie')).id });
  await setClock(rpc, 'stopped');
  const hasty = await hire('Verifier', '//Ferdie', 'false-accusation');
  await passUntil(rpc, first.task.deadline + 1);
  await setClock(rpc, 'running');
  // In its place somebody accuses falsely, and does not say its last move, with which it would lose.
  await first.until('Opened');
  await hasty.event('dispute-move', { move: 'ProveOperation' });
  await setClock(rpc, 'stopped');
  const deadline = async (): Promise<number> => [...(await submitter.view()).disputes.values()][0]!.deadline;
  await passUntil(rpc, (await deadline()) - 50);
  await first.until('Moved');
  await passUntil(rpc, (await deadline()) + 1);
  expect((await first.until('Judged')).fields).toMatchObject({ winner: 'Defender' });
  // One that looks is still missing.
  await setClock(rpc, 'running');
  await hire('Verifier', '//Grace');
  await first.until('Settled');
  const slashed = async (suri: string): Promise<string[]> =>
    (await ledgerOf(first, suri)).filter((line) => line.startsWith('Slashed'));
  expect(await slashed('//Dave')).toEqual([expect.stringMatching(new RegExp(`^Slashed \\w+ ${BOND}$`))]);
  expect(await ledgerOf(first, '//Ferdie')).toEqual([`Slashed FailedChallenge ${BOND}`]);
  expect(await ledgerOf(first, '//Bob')).toEqual([
    `Paid Compensation ${BOND / 2n}`,
    expect.stringMatching(/^Paid Fee \d+$/),
  ]);
  for (const suri of ['//Charlie', '//Grace'])
    expect((await ledgerOf(first, suri)).at(-1)).toMatch(/^Paid VerifierFee \d+$/);
}, 240_000);

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { endow, openConnection } from './funds.ts';
import { startChain } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil } from './time.ts';

const UNIT = 1_000_000_000_000n;
const BOND = 20n * UNIT;
const STAKE = 400n * UNIT;
const FEE = `Paid ProfileFee ${UNIT / 10n}`;

test('profilers that report wrong units lose to one that counts, by defending, by denying, and with a false Submitter', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 200);
  const hire = (suri: string) => Hand.hire(rpc, folder, 'Verifier', suri, { stake: STAKE });
  const lie = (suri: string) =>
    Hand.hire(rpc, folder, 'Verifier', suri, { stake: STAKE, cheat: 'wrong-units' });
  const idOf = async (suri: string): Promise<string> => (await accountFromUri(suri)).id;
  const [bob, charlie, dave, eve] = await Promise.all(['//Bob', '//Charlie', '//Dave', '//Eve'].map(idOf));
  await endow(await openConnection(rpc), '//Grace');
  const submitter = await openSubmitter(rpc, folder);
  const [honest] = await Promise.all([
    hire('//Charlie'),
    lie('//Dave'),
    lie('//Eve'),
    Hand.hire(rpc, folder, 'Solver', '//Bob', { stake: STAKE }),
  ]);

  // Two of three say so, and it stands until the third denies it: down to the record that does not take as much.
  const terms = { ...TERMS, profilers: 3 };
  const { spec, ...files } = prepareTask(await smallRecipe(4, 2), terms, submitter.sources);
  const first = await FollowedTask.submit(submitter, { spec, ...files });
  const reported = (units: bigint) => ({ report: { type: 'Ok', value: { unitsPerStep: Number(units) } } });
  expect((await first.until('Profiled')).fields).toMatchObject(reported(spec.unitsPerStep + 1n));
  const { defender } = (await first.until('Denied', { who: charlie })).fields;
  expect([dave, eve]).toContain(defender);
  await first.until('Tallied', { phase: 'Record' });
  expect((await first.until('TallyJudged')).fields).toMatchObject({ winner: 'Challenger' });
  // What is right stands now, and the other denies it.
  const other = defender === dave ? eve : dave;
  await first.until('Denied', { who: other, defender: charlie });
  expect((await first.until('TallyJudged')).fields).toMatchObject({ winner: 'Defender' });
  // One is left of three, so two more look.
  const more = await Promise.all([hire('//Ferdie'), hire('//Grace')]);
  await first.until('Accepted');
  await passUntil(rpc, first.task.deadline + 1);
  await first.until('Settled');
  expect(first.ledger(String(defender))).toEqual([`Slashed WrongProfile ${STAKE}`]);
  expect(first.ledger(other!)).toEqual([`Slashed FailedChallenge ${BOND}`]);
  const earned = [`Paid Reward ${STAKE / 2n}`, `Paid Compensation ${BOND / 2n}`, FEE];
  expect(first.ledger(charlie!).slice(0, 3)).toEqual(earned);
  for (const suri of ['//Ferdie', '//Grace']) expect(first.ledger(await idOf(suri))).toContain(FEE);

  // The other is still there, alone with a Submitter that says the same.
  await Promise.all([honest, ...more].map((hand) => hand.leave()));
  const unitsPerStep = spec.unitsPerStep + 1n;
  const second = await FollowedTask.submit(submitter, {
    ...files,
    spec: { ...spec, profilers: 1, unitsPerStep },
  });
  await second.until('Denied', { who: bob, defender: other });
  expect((await second.until('TallyJudged')).fields).toMatchObject({ winner: 'Challenger' });
  await hire('//Charlie');
  await second.until('Profiled');
  await passUntil(rpc, second.task.deadline + 1);
  expect((await second.until('Rejected')).fields).toMatchObject(reported(spec.unitsPerStep));
  expect(second.ledger(other!)).toEqual([`Slashed WrongProfile ${STAKE}`]);
  expect(second.ledger(bob!)).toEqual([`Paid Reward ${STAKE / 2n}`]);
  expect(second.ledger(charlie!)).toEqual([FEE]);
}, 240_000);

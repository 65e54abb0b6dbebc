import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { createCalls } from '../src/chain/calls.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { callerOf, endow, openConnection } from './funds.ts';
import { startChain, startWorker } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil, setClock } from './time.ts';

const UNIT = 1_000_000_000_000n;
const CHALLENGE_PERIOD = 200;

/** The stake is Bob's, and a key of its own acts for it. */
async function giveWorkerKey(rpc: string, suri: string): Promise<string> {
  const connection = await openConnection(rpc);
  await endow(connection, suri);
  const [bob, worker] = [await callerOf(connection, '//Bob'), await callerOf(connection, suri)];
  const calls = createCalls(connection.api);
  await bob.submit(calls.register('Solver', 300n * UNIT, 1n));
  await bob.submit(calls.proposeWorkerKey(worker.account.address));
  await worker.submit(calls.acceptWorkerKey(bob.account.address));
  return bob.account.address;
}

test('honest work is defended by a worker key against one that accuses falsely and one that goes away, and by a Verifier where its Solver is gone', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), CHALLENGE_PERIOD, 0, 50);
  const stash = await giveWorkerKey(rpc, '//Bob//worker');
  const solver = startWorker({
    role: 'solver',
    suri: '//Bob//worker',
    rpc,
    basePath: join(folder, 'solver'),
    more: ['--stash', stash, '--capacity', '2', '--price', '0.05'],
  });
  const accuse = (suri: string) =>
    Hand.hire(rpc, folder, 'Whistleblower', suri, { cheat: 'false-accusation' });
  const [charlie] = await Promise.all([
    Hand.hire(rpc, folder, 'Verifier', '//Charlie'),
    solver.event('ready'),
  ]);
  const submitter = await openSubmitter(rpc, folder);
  const prepared = prepareTask(await smallRecipe(8, 4), { ...TERMS, stallBlocks: 150 }, submitter.sources);
  const task = await FollowedTask.submit(submitter, prepared);
  /** Half of the time that the dispute has for its move is over, or all of it. */
  const passTime = async (dispute: number, part: 'half' | 'all'): Promise<void> => {
    const { block, disputes } = await submitter.view();
    // On a busy machine it may have passed by itself.
    const deadline = disputes.get(dispute)?.deadline;
    if (deadline !== undefined)
      await passUntil(rpc, part === 'all' ? deadline + 1 : Math.ceil((block.number + deadline) / 2) + 1);
  };
  await task.until('Accepted');
  expect(task.task.price).toBe(UNIT / 20n);
  const bob = await accountFromUri('//Bob');
  expect(await (await submitter.view()).registration('Solver', bob.id)).toMatchObject({ capacity: 2 });

  // Off chain until the accuser sees that it has lost, and keeps its last move to itself.
  const eve = await accuse('//Eve');
  await task.until('Opened');
  await eve.event('dispute-move', { dispute: 0, move: 'ProveOperation' });
  await passTime(0, 'half');
  const { moves } = await solver.event('transcript', { dispute: 0, round: 0 });
  expect(moves).toBeGreaterThan(8);
  await task.until('Moved', { dispute: 0, round: Number(moves) - 1 });
  await passTime(0, 'all');
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Defender', reason: 'Silent' });

  // Another goes away in the middle of the game.
  const ferdie = await accuse('//Ferdie');
  await task.until('Opened');
  await ferdie.event('dispute-move', { dispute: 1, round: 3 });
  await ferdie.leave();
  await passTime(1, 'half');
  await solver.event('transcript', { dispute: 1, round: 0 });
  await task.until('Moved', { dispute: 1 });
  await passTime(1, 'all');
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Defender', reason: 'Silent' });

  // Now the Solver is gone, and the Verifier that accepted its work plays to the end. No time passes but what is said
  // to, or how fast they are would decide whether the last moves are made on chain.
  await solver.kill();
  await setClock(rpc, 'stopped');
  const dave = await accuse('//Dave');
  await task.until('Opened');
  await dave.event('challenge');
  await passTime(2, 'all');
  await task.until('DefenceOpen');
  await task.until('DefenceTaken');
  await dave.event('dispute-move', { dispute: 2, move: 'ProveOperation' });
  await passTime(2, 'half');
  const posted = await charlie.event('transcript', { dispute: 2, round: 0 });
  await task.until('Moved', { dispute: 2, round: Number(posted.moves) - 1 });
  await passTime(2, 'all');
  expect((await task.until('Judged')).fields).toMatchObject({ winner: 'Defender', reason: 'Silent' });
  await passUntil(rpc, task.task.deadline + 1);
  await task.until('Settled');

  const ledger = async (suri: string): Promise<string[]> => task.ledger((await accountFromUri(suri)).id);
  for (const suri of ['//Eve', '//Ferdie', '//Dave'])
    expect(await ledger(suri)).toEqual([`Slashed FailedChallenge ${20n * UNIT}`]);
  const half = `Paid Compensation ${10n * UNIT}`;
  const fee = expect.stringMatching(/^Paid Fee \d+$/);
  expect(await ledger('//Bob')).toEqual([half, half, `Slashed Silence ${5n * UNIT}`, fee]);
  expect(await ledger('//Charlie')).toEqual([
    expect.stringMatching(/^Paid ProfileFee/),
    half,
    expect.stringMatching(/^Paid VerifierFee/),
  ]);
}, 240_000);

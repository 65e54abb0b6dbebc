import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { createCalls } from '../src/chain/calls.ts';
import { isSealed } from '../src/roles/owners.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { BlobStore } from '../src/storage/blob-store.ts';
import { openDatabase } from '../src/storage/database.ts';
import { digitsRecipe } from '../src/training/recipes.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { callerOf, openConnection } from './funds.ts';
import { startChain } from './processes.ts';
import { cornersCsv, openSubmitter, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { setClock } from './time.ts';

const UNIT = 1_000_000_000_000n;
/** Every file of blobs that a worker has is empty from now on. */
async function damageAll(basePath: string): Promise<number> {
  const folder = join(basePath, 'blobs');
  const names = await readdir(folder);
  for (const name of names) await truncate(join(folder, name), 0);
  return names.length;
}

/** How many blobs a worker should have that it cannot read; they are given up by that. */
async function damagedBlobs(basePath: string): Promise<number> {
  const database = await openDatabase(basePath);
  const store = new BlobStore(database);
  let damaged = 0;
  for (const owner of await store.owners('task/')) {
    if (isSealed(owner)) continue;
    for (const ref of await store.refs(owner)) {
      const found = await store.find(ref).catch(() => undefined);
      if (found === undefined) damaged++;
    }
  }
  await database.close();
  return damaged;
}

// The rate of forced errors: what a Solver stands for are its right states, or the altered ones.
test.each([
  ['right', 0],
  ['altered', 1_000_000],
])(
  'a Solver whose disk has damaged its %s states makes those again that are demanded of it, and keeps its stake',
  async (_, forcedErrorRate) => {
    const folder = await temporaryFolder();
    const { rpc } = await startChain(join(folder, 'node'), 5_000, forcedErrorRate, 100);
    const bob = (await accountFromUri('//Bob')).id;
    // There is nobody to copy from, so nothing is said about the work, and it stays as it is.
    await Hand.hire(rpc, folder, 'Verifier', '//Charlie', { cheat: 'copying' });
    let solver = await Hand.hire(rpc, folder, 'Solver', '//Bob');
    const submitter = await openSubmitter(rpc, folder);
    // The weights between its hidden layers are 64 KiB: they, and their moments, have files of their own.
    const recipe = await digitsRecipe(cornersCsv(), {
      ...{ steps: 8, checkpointEvery: 2, batchSize: 16, learningRate: 0.02 },
      hidden: [128, 128],
    });
    const task = await FollowedTask.submit(submitter, prepareTask(recipe, TERMS, submitter.sources));
    const connection = await openConnection(rpc);
    const [whistleblower, calls] = [await callerOf(connection, '//Eve'), createCalls(connection.api)];
    await whistleblower.submit(calls.register('Whistleblower', 200n * UNIT, 0n));
    await task.until('VerifiersDrawn');
    // Blocks come as they are needed from here on, so that a busy machine makes nobody late.
    await setClock(rpc, 'stopped');

    const basePath = join(folder, 'Solver--Bob');
    const supplied = async (checkpoint: number): Promise<void> => {
      const tensor = recipe.program.states.findIndex(({ shape }) => shape.join() === '128,128');
      const what: DemandedLeaf = { type: 'State', value: { checkpoint, tensor, leaf: 5 } };
      await whistleblower.submit(calls.demand(task.id, what));
      await task.until('Supplied', { who: bob });
    };
    expect(await damageAll(basePath)).toBeGreaterThan(4);
    await supplied(3);
    await solver.leave();

    // What somebody has met with before it was killed is made again before anybody asks.
    await damageAll(basePath);
    const unread = await damagedBlobs(basePath);
    expect(unread).toBeGreaterThan(4);
    solver = await Hand.hire(rpc, folder, 'Solver', '//Bob');
    await solver.event('states-mended', { mended: 5 });
    await supplied(4);
    await solver.leave();
    expect(await damagedBlobs(basePath)).toBe(0);
    expect(task.ledger(bob)).toEqual([]);
  },
  240_000,
);

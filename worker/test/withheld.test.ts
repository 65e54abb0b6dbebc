import { join } from 'node:path';
import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import { expect, onTestFinished, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { createCalls } from '../src/chain/calls.ts';
import { connectChain } from '../src/chain/connection.ts';
import type { ChainEvent } from '../src/chain/events.ts';
import { Submitter } from '../src/chain/submit.ts';
import { silentLoggers } from '../src/log/logger.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { startChain, startWorker } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

const UNIT = 1_000_000_000_000n;

test('a Solver that serves nothing, and shows a forged leaf when one is demanded, is slashed; another shows what is demanded', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 5_000, 0, 100);
  const start = (role: 'solver' | 'verifier', suri: string, ...more: string[]) =>
    startWorker({ role, suri, rpc, basePath: join(folder, suri.slice(2)), more });
  const verifier = start('verifier', '//Charlie');
  const forger = start('solver', '//Bob', '--cheat', 'forged-openings');
  await Promise.all([verifier.event('ready'), forger.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const prepared = prepareTask(await smallRecipe(8, 4), TERMS, submitter.sources);
  const { task, block } = await submitter.submit(prepared);
  const watch = submitter.watch(task, block.number);
  const events: ChainEvent[] = [];
  const until = async (name: string): Promise<ChainEvent> => {
    for (;;) {
      for (let event = events.shift(); event !== undefined; event = events.shift()) {
        if (event.name === name) return event;
      }
      const { value, done } = await watch.next();
      if (done === true) throw new Error(`the task ended without ${name}`);
      events.push(...value.events);
    }
  };
  const log = silentLoggers('chain');
  const connection = await connectChain({ url: rpc, log });
  onTestFinished(() => connection.close());
  const eve = new Submitter({ api: connection.api, account: await accountFromUri('//Eve'), log });
  const calls = createCalls(connection.api);
  await eve.submit(calls.register('Whistleblower', 200n * UNIT, 0n));
  const state: DemandedLeaf = { type: 'State', value: { checkpoint: 1, tensor: 0, leaf: 0 } };

  await until('Started');
  // Only now, so that the draw fell on the forger.
  const honest = start('solver', '//Dave');
  // The Verifier needs nothing from it: it trains from the seed where no checkpoint is served.
  await until('Accepted');
  await eve.submit(calls.demand(task, state));
  await forger.event('supply', { what: 'State' });
  const [withheld, slashed] = [await until('Withheld'), await until('Slashed')];
  expect(withheld.fields.who).toBe((await accountFromUri('//Eve')).id);
  expect(slashed.fields.who).toBe((await accountFromUri('//Bob')).id);

  await until('Accepted');
  const wanted: DemandedLeaf[] = [state, { type: 'Dataset', value: { leaf: 0 } }];
  for (const what of wanted) await eve.submit(calls.demand(task, what));
  const dave = await accountFromUri('//Dave');
  for (const _ of wanted) expect((await until('Supplied')).fields.who).toBe(dave.id);
  await honest.event('supply', { what: 'Dataset' });
}, 240_000);

import { join } from 'node:path';
import type { Registration } from '@plumbline/runtime-types/domain/roles';
import { expect, test } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { followHeads } from '../src/chain/blocks.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { startChain, startWorker } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';
import { passUntil, setClock } from './time.ts';

const WINDOW = 30;

test('a worker that lives through many windows is drawn, one that was killed is not, until it is back', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'), 4, 0, 5_000, { heartbeatBlocks: WINDOW });
  const submitter = await openSubmitter(rpc, folder);
  const [charlie, dave] = (await Promise.all(['//Charlie', '//Dave'].map(accountFromUri))).map(
    ({ id }) => id,
  );
  const entryOf = (who = ''): Promise<Registration | undefined> =>
    submitter.view().then((view) => view.registration('Verifier', who));
  const blockNow = async (): Promise<number> => (await submitter.view()).block.number;
  /** Looks at the chain after every block. */
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    const stop = new AbortController();
    const found = Promise.withResolvers<void>();
    const look = (): unknown => holds().then((does) => does && found.resolve(), found.reject);
    followHeads(submitter.connection.api, look, stop.signal).catch(found.reject);
    look();
    await found.promise.finally(() => stop.abort());
  };

  const killed = startWorker({ role: 'verifier', suri: '//Dave', rpc, basePath: join(folder, 'killed') });
  const [living] = await Promise.all([
    Hand.hire(rpc, folder, 'Verifier', '//Charlie'),
    killed.event('ready'),
  ]);
  await until(async () => (await entryOf(dave))?.online === true);
  await killed.kill();
  // From now on there is a block when somebody acts, or when the test says so: nobody is late because it is busy.
  await setClock(rpc, 'stopped');
  const began = await blockNow();
  let silent: Registration | undefined;
  for (let beat = 0; beat < 12; beat++) {
    const { lastSeen } = (await entryOf(charlie))!;
    await passUntil(rpc, lastSeen + WINDOW / 3);
    await until(async () => (await entryOf(charlie))!.lastSeen > lastSeen);
    // What the other may have sent before it was killed is in a block by now.
    silent ??= await entryOf(dave);
  }
  expect((await blockNow()) - began).toBeGreaterThan(3 * WINDOW);
  expect(await entryOf(charlie)).toMatchObject({ online: true, absent: false });
  const { stake, lastSeen } = silent!;
  expect((await blockNow()) - lastSeen).toBeGreaterThan(WINDOW);

  const terms = { ...TERMS, profilers: 2 };
  const prepared = prepareTask(await smallRecipe(4, 2), terms, submitter.sources);
  const task = await FollowedTask.submit(submitter, prepared);
  // Two blocks later a draw looks at both.
  const drawn = async (): Promise<string[]> =>
    (await submitter.task(task.id)).profilers.map(({ account }) => account);
  await passUntil(rpc, (await blockNow()) + 2);
  expect(await drawn()).toEqual([charlie]);
  await living.event('profiled', { task: task.id });
  expect(await entryOf(dave)).toMatchObject({ online: true, absent: true, stake, duties: 0, lastSeen });

  // It is started again, says that it is there, and the next draw finds it.
  const back = await Hand.hire(rpc, folder, 'Verifier', '//Dave');
  await until(async () => (await entryOf(dave))!.absent === false);
  await setClock(rpc, 'running');
  await task.until('ProfilerDrawn', { who: dave });
  await back.event('profiled', { task: task.id, report: 'Ok' });
  await task.until('Opened');
  expect(await drawn()).toEqual([charlie, dave]);
}, 240_000);

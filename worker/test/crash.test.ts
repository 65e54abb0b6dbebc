import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSpec, startChain, startNode, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('a task is settled although Solver and Verifier are killed in the middle of their work', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const solverArguments = { role: 'solver', suri: '//Bob', rpc, basePath: join(folder, 'solver') } as const;
  const verifierArguments = {
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'verifier'),
  } as const;
  const solver = startWorker(solverArguments);
  const verifier = startWorker(verifierArguments);
  const peer = await solver.event('listening');
  await Promise.all([solver.event('ready'), verifier.event('ready')]);

  const submitter = await openSubmitter(rpc, folder);
  const recipe = await smallRecipe(12_000, 600);
  const over = live(submitter, recipe);

  await solver.event('checkpoint', { index: 3 });
  await solver.kill();
  const again = startWorker(solverArguments);
  expect((await again.event('listening')).peerId).toBe(peer.peerId);
  const resumed = await again.event('resumed');
  expect(resumed.step).toBeGreaterThanOrEqual(3 * 600);

  await verifier.event('committed');
  await Promise.all([verifier.kill(), again.kill()]);
  const verifierAgain = startWorker(verifierArguments);
  // It has designated, and the secret that it has to reveal is in its journal alone.
  expect(again.records.some(({ event }) => event === 'designate')).toBe(true);
  const once = startWorker(solverArguments);
  await once.event('unseal');

  const { task, events, model } = await over;
  expect(task.status.type).toBe('Settled');
  expect(task.attempt).toBe(0);
  expect(events.filter(({ name }) => name === 'Slashed')).toEqual([]);
  expect(events.filter(({ name }) => name === 'VerdictRevealed')).toHaveLength(1);
  const evaluation = await recipe.evaluate(model!);
  expect(evaluation).toMatchObject({ kind: 'classes' });
  expect(evaluation.kind === 'classes' && evaluation.accuracy).toBeGreaterThan(0.9);

  for (const process of [once, verifierAgain]) {
    const { code, milliseconds } = await process.stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(3_000);
  }
}, 240_000);

test('two workers cannot share a base path, nor an account', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const first = startWorker({ role: 'verifier', suri: '//Charlie', rpc, basePath: join(folder, 'first') });
  await first.event('ready');

  const samePath = startWorker({ role: 'verifier', suri: '//Dave', rpc, basePath: join(folder, 'first') });
  expect((await samePath.event('failed')).code).toBe('DatabaseLocked');
  expect(await samePath.exit()).toBe(1);

  const sameAccount = startWorker({
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'second'),
  });
  const failed = await sameAccount.event('failed');
  expect(failed.code).toBe('AccountInUse');
  expect(failed.msg).toContain('--suri');
  expect(await sameAccount.exit()).toBe(1);

  const poor = startWorker({ role: 'verifier', suri: '//Nobody', rpc, basePath: join(folder, 'poor') });
  const unpaid = await poor.event('failed');
  expect(unpaid.code).toBe('CannotPayFees');
}, 240_000);

test('a worker whose chain was replaced says so and ends; its base path is not taken for another chain', async () => {
  const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
  const { rpc, process } = await startChain(folder);
  const args = { role: 'verifier', suri: '//Charlie', rpc, basePath: join(folder, 'verifier') } as const;
  const worker = startWorker(args);
  await worker.event('ready');
  await process.kill();
  await makeSpec(other, 7);
  await startNode(other, Number(new URL(rpc).port));
  const failed = await worker.event('failed');
  expect(failed).toMatchObject({ code: 'ChainReplaced', msg: expect.stringContaining('--base-path') });
  expect(await worker.exit()).toBe(1);

  const again = startWorker(args);
  expect(await again.event('failed')).toMatchObject({ code: 'OtherChain' });
  expect(await again.exit()).toBe(1);
}, 120_000);

import { join } from 'node:path';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorRoot } from '@plumbline/verification/trace/tensor';
import { expect, test } from 'vitest';
import { startChain, startWorker } from './processes.ts';
import { live, openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('a training goes on from the model of another, which its Solver fetches from whoever trained that', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const verifier = startWorker({
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'verifier'),
  });
  const first = startWorker({ role: 'solver', suri: '//Bob', rpc, basePath: join(folder, 'first') });
  await Promise.all([first.event('ready'), verifier.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const recipe = await smallRecipe(8, 4);
  const base = await live(submitter, recipe);
  expect(base.task.status.type).toBe('Settled');

  // Asks a hundredth of what the first one does, so that it is drawn, and has to fetch the model.
  const second = startWorker({
    role: 'solver',
    suri: '//Ferdie',
    rpc,
    basePath: join(folder, 'second'),
    more: ['--price', '0.001'],
  });
  await second.event('ready');
  const next = await live(submitter, recipe, undefined, { ...TERMS, base: 0 });
  expect(next.task.status.type).toBe('Settled');
  expect(next.model).not.toEqual(base.model);
  const view = await submitter.view();
  // The chain refuses any other first checkpoint than the final state of the base.
  const final = stateRoot(base.model!.map((tensor) => tensorRoot(new Float32Array(tensor.slice().buffer))));
  const proven = await view.provenModel(0);
  expect(Buffer.from(proven!.stateRoot)).toEqual(Buffer.from(final));
  expect(await view.provenModel(1)).toMatchObject({ depth: 1 });
});

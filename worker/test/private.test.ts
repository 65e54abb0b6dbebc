import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealTask } from '../src/roles/private-task.ts';
import { prepareTask } from '../src/roles/task-spec.ts';
import { blobRef } from '../src/storage/blob-ref.ts';
import { BlobStore } from '../src/storage/blob-store.ts';
import { openDatabase } from '../src/storage/database.ts';
import { startChain, startWorker } from './processes.ts';
import { openSubmitter, smallRecipe, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

test('a private task is trained and verified by those whom its Submitter gives the key, and served only sealed', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const basePath = join(folder, 'solver');
  const verifier = startWorker({
    role: 'verifier',
    suri: '//Charlie',
    rpc,
    basePath: join(folder, 'verifier'),
  });
  const solver = startWorker({ role: 'solver', suri: '//Bob', rpc, basePath });
  await Promise.all([solver.event('ready'), verifier.event('ready')]);
  const submitter = await openSubmitter(rpc, folder);
  const recipe = await smallRecipe(4, 2);
  const open = prepareTask(recipe, TERMS, submitter.sources);
  const { task: id, block } = await submitter.submit(sealTask(open, randomBytes(32)));
  const boxes: string[] = [];
  let status = '';
  for await (const { task, events } of submitter.watch(id, block.number)) {
    status = task.status.type;
    for (const { name, fields } of events) if (name === 'KeySealed') boxes.push(String(fields.who));
  }
  expect(status).toBe('Settled');
  // One for the Verifier, which profiled too, and one for the Solver.
  expect(boxes).toHaveLength(2);
  const { state, program } = await submitter.fetchModel(id);
  expect(state).toHaveLength(program.states.length);
  await solver.kill();
  const database = await openDatabase(basePath);
  const store = new BlobStore(database);
  for (const { root, bytes } of [open.spec.dataset.blob, open.spec.program.file]) {
    expect(await store.has(blobRef(root, Number(bytes)))).toBe(false);
  }
  await database.close();
});

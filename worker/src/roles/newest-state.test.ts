import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { silentLoggers } from '../log/logger.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { compileModel } from '../training/compile/compile.ts';
import { newestState } from './newest-state.ts';

test('states that the disk has damaged are passed over at once, however many they are', async () => {
  const program = await compileModel({
    model: sequential({ layers: [layers.dense({ units: 200, inputShape: [200] })] }),
    loss: 'meanSquaredError',
    optimizer: tf.train.sgd(0.1),
    batchSize: 1,
    inputs: { offset: 0, shape: [200] },
    labels: { offset: 0, shape: [200] },
    rowStride: 200,
    rowWidth: 200,
  });
  const folder = await temporaryFolder();
  const database = await openDatabase(folder);
  onTestFinished(() => database.close());
  const store = new BlobStore(database);
  const stateAt = (steps: number): Uint8Array[] =>
    program.states.map(({ shape }) => new Uint8Array(4 * shape.reduce((a, b) => a * b, 1)).fill(steps + 1));
  const checkpoints = [];
  const files: string[] = [];
  for (let steps = 0; steps < 4; steps++) {
    const roots = stateAt(steps).map(blobRoot);
    checkpoints.push({ root: stateRoot(roots) });
    for (const bytes of stateAt(steps)) await store.put('me', bytes);
    await store.put('me', Buffer.concat(roots), 32);
    const all = (await readdir(join(folder, 'blobs'))).map((name) => join(folder, 'blobs', name));
    files.push(...all.filter((name) => !files.includes(name)));
  }
  expect(files).toHaveLength(4);
  const trained = { store, program, checkpoints, log: silentLoggers('test') };
  expect(await newestState(trained, 9)).toEqual({ index: 3, state: stateAt(3) });
  for (const file of files.slice(1)) await truncate(file, 0);
  expect(await newestState(trained, 3)).toEqual({ index: 0, state: stateAt(0) });
  expect(await newestState(trained, -1)).toBeUndefined();
});

import { parentPort, workerData } from 'node:worker_threads';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { CALLED, type CopyData, DONE } from './copies.ts';

/** The other copy of a `Copies`: makes as many steps as it is told, each time it is called. */
const { program, dataset, rows, seed, steps, words } = workerData as CopyData;
const calls = new Int32Array(words);
const executor = await createCanonicalExecutor({ program, dataset, rows, seed });
executor.initialState(seed);
parentPort?.postMessage('ready');
for (let call = 0; ; call++) {
  Atomics.wait(calls, CALLED, call);
  for (let step = 0; step < steps; step++) executor.runStep(step);
  Atomics.add(calls, DONE, 1);
  Atomics.notify(calls, DONE);
}

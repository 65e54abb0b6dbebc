import { parentPort } from 'node:worker_threads';
import { StateHashes } from './hashed-state.ts';

/** The thread of a StateHasher: takes states in, gives them back with their hashes, in their order. */
const hashes = new StateHashes();

parentPort?.on('message', (state: Uint8Array<ArrayBuffer>[]) => {
  parentPort?.postMessage(
    hashes.hash(state),
    state.map(({ buffer }) => buffer),
  );
});

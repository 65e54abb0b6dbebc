import { parentPort } from 'node:worker_threads';
import { type Alteration, StateHashes } from './hashed-state.ts';

/** The thread of a StateHasher: takes states in, gives them back with their hashes, in their order. */
const hashes = new StateHashes();

interface Asked {
  readonly state: Uint8Array<ArrayBuffer>[];
  readonly alteration: Alteration | undefined;
}

parentPort?.on('message', ({ state, alteration }: Asked) => {
  parentPort?.postMessage(
    hashes.hash(state, alteration),
    state.map(({ buffer }) => buffer),
  );
});

/** A thread that verifies signatures: packed claims come in, a byte each goes back, 1 for true. */
import { parentPort } from 'node:worker_threads';
import { verifyClaim } from '../../crypto/verify-claim.ts';
import { unpackClaims } from './packed-claims.ts';

parentPort?.on('message', (packed: Uint8Array) => {
  parentPort?.postMessage(Uint8Array.from(unpackClaims(packed), (claim) => (verifyClaim(claim) ? 1 : 0)));
});

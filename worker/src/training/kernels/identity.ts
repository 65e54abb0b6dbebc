import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { fromHex, toHex } from '@plumbline/verification/hash/hex';
import { TrainingError } from '../error.ts';
import { KERNELS_SHA256 } from './kernels.generated.ts';

/** SHA-256 of the kernels' WASM module: what a program's header names. */
export function kernelsHash(): Hash {
  return fromHex(`0x${KERNELS_SHA256}`);
}

/** @throws TrainingError `WrongKernels` when the program was compiled for another module of kernels. */
export function checkKernels({ header }: Program): void {
  const named = toHex(header.kernels).replace(/^0x/, '');
  if (named === KERNELS_SHA256) return;
  throw new TrainingError(
    'WrongKernels',
    `The program means the kernels ${named}; this worker has ${KERNELS_SHA256}. Run the release of the worker that the task was compiled with, or compile the task anew.`,
  );
}

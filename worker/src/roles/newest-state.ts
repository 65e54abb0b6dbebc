import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { codeOf, messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { findState } from './states.ts';

export interface StatesToSearch {
  readonly store: BlobStore;
  readonly program: Program;
  readonly checkpoints: readonly { readonly root: Hash }[];
  readonly log: Logger;
  /** Whether states that are there and cannot be read are passed over too. */
  readonly evenUnreadable?: boolean;
}

/**
 * The newest state, of checkpoint `last` or of one before, that is wholly in the store. One that the disk has damaged is
 * passed over at once: work that failed with each of them would come too late.
 */
export async function newestState(
  { store, program, checkpoints, log, evenUnreadable = false }: StatesToSearch,
  last: number,
): Promise<{ readonly index: number; readonly state: Uint8Array[] } | undefined> {
  for (let index = Math.min(last, checkpoints.length - 1); index >= 0; index--) {
    const root = checkpoints[index]?.root;
    try {
      const state = root && (await findState(store, program, root));
      if (state !== undefined) return { index, state };
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code !== 'BlobDamaged' && !(evenUnreadable && code === 'ReadFailed')) throw thrown;
      log.warn({ event: 'blob-damaged', checkpoint: index }, messageOf(thrown));
    }
  }
  return undefined;
}

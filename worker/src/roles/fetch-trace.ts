import type { GamePhase } from '@plumbline/runtime-types/domain/game';
import type { Program } from '@plumbline/verification/graph/types';
import type { BlobRef } from '../storage/blob-ref.ts';
import { traceAt } from './trace-at.ts';

/** A trace has nothing of the dataset in it. */
const NOT_READ = new Uint8Array();

/** Fetches everything that a tolerant Solver is committed to of an interval, blob by blob; throws as `get` does. */
export async function fetchTrace(
  state: Extract<GamePhase, { type: 'Trace' }>,
  program: Program,
  get: (ref: BlobRef) => Promise<Uint8Array>,
): Promise<void> {
  const trace = await traceAt(state, { program, dataset: NOT_READ }, get);
  const { first, last } = state.value;
  await trace.tensorRoots(first);
  for (let step = first; step < last; step++) {
    await trace.operatorRoots(step);
    for (const node of program.nodes.keys()) await trace.nodeOutput(step, node);
    await trace.tensorRoots(step + 1);
  }
}

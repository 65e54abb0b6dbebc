import type { GamePhase } from '@plumbline/runtime-types/domain/game';
import type { BlobRef } from '../storage/blob-ref.ts';
import { type TraceFiles, traceAt } from './trace-at.ts';

/** Fetches everything that a tolerant Solver is committed to of an interval, blob by blob; throws as `get` does. */
export async function fetchTrace(
  state: Extract<GamePhase, { type: 'Trace' }>,
  files: TraceFiles,
  get: (ref: BlobRef) => Promise<Uint8Array>,
): Promise<void> {
  const trace = await traceAt(state, files, get);
  const { first, last } = state.value;
  await trace.tensorRoots(first);
  for (let step = first; step < last; step++) {
    await trace.operatorRoots(step);
    for (const node of files.program.nodes.keys()) await trace.nodeOutput(step, node);
    await trace.tensorRoots(step + 1);
  }
}

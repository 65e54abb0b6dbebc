import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { leafCount } from '@plumbline/verification/merkle/blob';
import { standingReport } from '@plumbline/verification/profiling/standing';
import type { Context } from '../../frame/context.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { isFirstLook, reportsOf } from '../tasks/profilers.ts';
import { type OpenTask, params, setDeadline } from '../tasks/store.ts';
import { putDemand } from './put-demand.ts';
import { servedFile } from './shown-leaf.ts';

const LEAF_DOMAIN = new TextEncoder().encode('plumbline/asked-leaf');

/**
 * The profilers say that the files are not to be had: one leaf of each, which nobody knew before, has to be shown on
 * chain. Nobody has a fee for that.
 */
export function askForFiles(context: Context, task: OpenTask): void {
  const reporter = task.data.profilers.find(({ report }) => report?.type === 'Unavailable')?.account;
  if (reporter === undefined) return;
  for (const type of ['Program', 'Dataset'] as const) {
    const leaf = drawLeaf(context, task, type);
    if (leaf === undefined) continue;
    const deadline = putDemand(context, task, { who: reporter, what: { type, value: { leaf } }, fee: 0n });
    setDeadline(context, task, deadline + params(context).challengePeriod);
  }
}

/** Whether what stands is that files are not to be had, and they are to be shown for a second look. */
export function isAskedForFiles(task: OpenTask): boolean {
  if (task.data.status.type !== 'Profiled' || !isFirstLook(task)) return false;
  return standingReport(reportsOf(task))?.type === 'Unavailable';
}

function drawLeaf(
  context: Context,
  { id, data }: OpenTask,
  file: Exclude<DemandedLeaf['type'], 'State'>,
): number | undefined {
  const count = Math.min(leafCount(Number(servedFile(data.spec, file).bytes)), 2 ** 32);
  if (count === 0) return undefined;
  const which = Uint8Array.of(file === 'Program' ? 0 : 1);
  const drawn = blake2b256(LEAF_DOMAIN, blockRandomness(context), u32.codec.enc(id), which);
  return new DataView(drawn.buffer, drawn.byteOffset).getUint32(0, true) % count;
}

import type { DemandedLeaf, SuppliedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { openFileLeaf } from '@plumbline/verification/pinpoint/file-leaf';
import type { ChainView } from '../chain/view.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { servedFiles } from './private-task.ts';

/** A leaf of a file that has to be shown on chain, and what shows it. */
export interface ShownFile {
  readonly what: Exclude<DemandedLeaf, { type: 'State' }>;
  readonly opening: SuppliedLeaf;
}

/** What has to be shown of the files of a task and is in the store. */
export async function filesToShow(
  view: ChainView,
  store: BlobStore,
  id: number,
  { attempt, spec }: Task,
): Promise<ShownFile[]> {
  const shown: ShownFile[] = [];
  for (const { attempt: of, what } of await view.demands(id)) {
    if (of !== attempt || what.type === 'State') continue;
    const { program, dataset } = servedFiles(spec);
    const file = await store.find(what.type === 'Program' ? program : dataset);
    if (file !== undefined)
      shown.push({ what, opening: { type: 'File', value: openFileLeaf(file, what.value.leaf) } });
  }
  return shown;
}

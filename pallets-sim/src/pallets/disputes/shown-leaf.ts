import type { DemandedLeaf, SuppliedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { Blob, TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { checkCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { checkFileLeaf } from '@plumbline/verification/pinpoint/file-leaf';
import { IllegalMove } from '@plumbline/verification/pinpoint/illegal-move';
import type { Context } from '../../frame/context.ts';
import { checkpointOf } from '../tasks/checkpoints.ts';
import type { OpenTask } from '../tasks/store.ts';
import { gameFacts } from './facts.ts';

/** A file of a task as it is served: encrypted, of a private task. */
export function servedFile({ program, dataset, sealed }: TaskSpec, which: 'Program' | 'Dataset'): Blob {
  return which === 'Program' ? (sealed?.program ?? program.file) : (sealed?.dataset ?? dataset.blob);
}

/** Throws `IllegalMove` unless what is shown is the leaf that was demanded. */
export function checkShown(context: Context, task: OpenTask, what: DemandedLeaf, shown: SuppliedLeaf): void {
  if (what.type === 'State' && shown.type === 'State') {
    const root = checkpointOf(context, task, what.value.checkpoint);
    checkCommittedLeaf(gameFacts(task.data), root, what.value, shown.value);
  } else if (what.type !== 'State' && shown.type === 'File') {
    checkFileLeaf(servedFile(task.data.spec, what.type), what.value.leaf, shown.value);
  } else throw new IllegalMove('WrongOpening', `A leaf of the ${what.type} was demanded.`);
}

import type { Task } from '@plumbline/runtime-types/domain/task';
import { attemptKey } from './attempt.ts';

/** The files of tasks that were submitted from here. Nothing sweeps them. */
export const SUBMITTED = 'submitted';

/** Owners under this need what they hold for one task, or one attempt at it, and no longer. */
export const OF_TASKS = 'task/';

/** The program and the dataset of a task. */
export function filesOwner(id: number): string {
  return `${OF_TASKS}${id}/files`;
}

/** States that were fetched to check an attempt. */
export function checkedOwner(id: number, task: Task): string {
  return `${OF_TASKS}${attemptKey(id, task)}/checked`;
}

/** States that this worker has trained in an attempt. */
export function trainedOwner(id: number, task: Task): string {
  return `${OF_TASKS}${attemptKey(id, task)}/trained`;
}

/** Ends the names of owners whose blobs are served to nobody. */
const SEALED = '/sealed';

/** The states of an attempt whose Solver has not said yet that it stands for them. */
export function sealedOwner(id: number, task: Task): string {
  return `${OF_TASKS}${attemptKey(id, task)}${SEALED}`;
}

export function isSealed(owner: string): boolean {
  return owner.endsWith(SEALED);
}

/** A model as its Submitter fetches it. */
export function fetchedOwner(id: number): string {
  return `${OF_TASKS}${id}/fetched`;
}

/** The final state of a settled task, which stays for its Submitter to fetch. */
export function modelOwner(id: number, task: Task): string {
  return `model/${attemptKey(id, task)}`;
}

import { MAX_DEADLINES } from '@plumbline/runtime-types/domain/limits';
import type { TasksParams } from '@plumbline/runtime-types/domain/params';
import type { Task, TaskStatusName } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { leave, queue } from './deadlines.ts';
import { tasks } from './declaration.ts';
import { leaveRecord } from './leave-record.ts';

const { Tasks, Deadlines, Params } = tasks.storage;

/** Whether nothing can happen to a task any more. */
export function isOver(status: TaskStatusName): boolean {
  return status === 'Settled' || status === 'Cancelled' || status === 'Rejected' || status === 'Expired';
}

/** A task on its way through a change: what is written into `data` is stored when the change is over. */
export interface OpenTask {
  readonly id: number;
  readonly data: Task;
}

export function params(context: Context): TasksParams {
  return Params.get(context);
}

/** The task with this id; fails with `UnknownTask`. */
export function taskOf(context: Context, id: number): Task {
  const data = Tasks.get(context, id);
  if (data === undefined) throw tasks.error('UnknownTask');
  return data;
}

/** Reads a task, lets `change` alter it in place, and stores it. */
export function changeTask(context: Context, id: number, change: (task: OpenTask) => void): void {
  const task = { id, data: taskOf(context, id) };
  change(task);
  Tasks.put(context, id, task.data);
}

/** Puts a task into a status whose hooks act at `deadline`; 0 for none. */
export function enter(
  context: Context,
  { id, data }: OpenTask,
  status: TaskStatusName,
  deadline: number,
): void {
  data.status = { type: status };
  setDeadline(context, { id, data }, deadline);
  if (isOver(status)) leaveRecord(context, { id, data });
}

/** Has the hooks look at the task when a block begins, and no longer at the deadline that it had; 0 for none. */
export function setDeadline(context: Context, { id, data }: OpenTask, deadline: number): void {
  if (data.deadline > 0) leave(context, Deadlines, data.deadline, id);
  data.deadline = deadline > 0 ? queue(context, Deadlines, deadline, id, MAX_DEADLINES) : 0;
}

/** Has the hooks look at a task that was due in the block after this one, before all others: this one has no room. */
export function putOff(context: Context, id: number, block: number): void {
  changeTask(context, id, ({ data }) => {
    data.deadline = queue(context, Deadlines, block + 1, id, MAX_DEADLINES, 'first');
  });
}

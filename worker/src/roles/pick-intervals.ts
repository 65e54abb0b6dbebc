import { randomInt } from 'node:crypto';
import type { Task } from '@plumbline/runtime-types/domain/task';

/** `count` distinct intervals, in the order in which they are looked at. */
export function pickIntervals(intervals: number, count: number): number[] {
  const left = Array.from({ length: intervals }, (_, interval) => interval);
  const picked: number[] = [];
  while (picked.length < count && left.length > 0) picked.push(...left.splice(randomInt(left.length), 1));
  return picked;
}

/**
 * Whether a Whistleblower can look at a task: of a private one it has no key, and a task in which it has another part
 * it may not judge.
 */
export function mayLookAt(task: Task, account: string): boolean {
  return task.spec.sealed === undefined && !servesOtherwise(task, account);
}

/** Whether the account has another part in the task than that of a Whistleblower: nobody has two. */
function servesOtherwise(task: Task, account: string): boolean {
  return (
    task.submitter === account ||
    task.served.some((entry) => entry.account === account && entry.role.type !== 'Whistleblower')
  );
}

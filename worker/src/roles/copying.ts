import { randomBytes } from 'node:crypto';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { windowKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import type { Job } from './reconciler.ts';

/**
 * What a Verifier does that copies (the cheat `copying`): it looks at nothing, commits to the hash that another has
 * committed to, and reveals what that one has revealed.
 */
export function copyingJobs(
  { account, calls, loggerOf, submitter }: WorkerContext,
  id: number,
  task: Task,
): Job[] {
  const mine = task.verifiers.find((verifier) => verifier.account === account.id);
  const other = task.verifiers.find((verifier) => verifier.account !== account.id && verifier.commitment);
  const window = windowKey(id, task);
  if (mine === undefined || other?.commitment === undefined) return [];
  const { commitment, verdict } = other;
  if (task.status.type === 'Verifying' && mine.commitment === undefined) {
    const run = async (): Promise<void> => {
      await submitter.submit(calls.commitVerdict(id, commitment));
      loggerOf('verifier').info({ event: 'copied', task: id }, `copied a commitment about task ${id}`);
    };
    return [{ key: `copy:${window}`, run }];
  }
  if (task.status.type !== 'Revealing' || mine.verdict !== undefined || verdict === undefined) return [];
  const run = async (): Promise<void> => {
    // Whatever the salt: the hash is that of another account's words.
    await submitter.submit(calls.revealVerdict(id, verdict, randomBytes(32)));
  };
  return [{ key: `reveal-copied:${window}`, run }];
}

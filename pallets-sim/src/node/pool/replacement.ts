import { cycleDetected, tooLowPriority } from './errors.ts';
import type { ReadyQueue } from './ready-queue.ts';
import type { PooledTransaction } from './transaction.ts';

const NOBODY: readonly PooledTransaction[] = [];

/**
 * The ready transactions in whose place a newcomer would come: those that provide what it provides, and those that
 * cannot be in a block without them, as it does not provide that.
 *
 * @param wasProvided whether a tag was provided by a recent block
 * @throws PoolError `TooLowPriority` when they are worth as much together; `CycleDetected` when one of them is what the
 * newcomer depends on
 */
export function replacedBy(
  { provides, requires, priority }: PooledTransaction,
  ready: ReadyQueue,
  wasProvided: (tag: string) => boolean,
): readonly PooledTransaction[] {
  const rivals = ready.providersOf(provides);
  if (rivals.length === 0) return NOBODY;
  const worth = rivals.reduce((sum, rival) => sum + rival.priority, 0n);
  if (worth >= priority) throw tooLowPriority(worth, priority);
  const needed = ready.providersOf(requires);
  if (ready.subtree(rivals, () => false).some((rival) => needed.includes(rival))) throw cycleDetected();
  return ready.subtree(rivals, (tag) => provides.includes(tag) || wasProvided(tag));
}

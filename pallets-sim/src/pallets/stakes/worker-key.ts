import type { Context } from '../../frame/context.ts';
import { ensureSigned, type Origin } from '../../frame/origin.ts';
import { stakes } from './declaration.ts';
import { registrationOf } from './registry.ts';

const { WorkerKeys, Stashes, ProposedKeys } = stakes.storage;

/**
 * Whose stake a signed call is about: the account's that named the signer as its worker key, or else the signer's
 * own. Fails with `BadOrigin` for anything unsigned.
 */
export function actingFor(context: Context, origin: Origin): string {
  const signer = ensureSigned(origin);
  return Stashes.get(context, signer) ?? signer;
}

/** The key that signs for an account beside the account's own. */
export function workerKeyOf(context: Context, stash: string): string | undefined {
  return WorkerKeys.get(context, stash);
}

export function isWorkerKey(context: Context, who: string): boolean {
  return Stashes.has(context, who);
}

/**
 * Names the account that may act for this one; it does from when it accepts, and the one before it until then.
 * Nobody (`undefined`) takes the right from whoever has it, at once.
 */
export function proposeWorkerKey(context: Context, stash: string, worker: string | undefined): void {
  stakes.ensure(!isWorkerKey(context, stash), 'IsWorkerKey');
  if (worker !== undefined) {
    stakes.ensure(worker !== stash, 'BadWorkerKey');
    ProposedKeys.put(context, stash, worker);
    stakes.deposit(context, 'WorkerKeyProposed', { who: stash, worker });
    return;
  }
  ProposedKeys.remove(context, stash);
  dismiss(context, stash);
  stakes.deposit(context, 'WorkerKeySet', { who: stash, worker: undefined });
}

/** The key that an account proposed accepts: by two calls, both have signed. It has no stake of its own. */
export function acceptWorkerKey(context: Context, worker: string, stash: string): void {
  stakes.ensure(ProposedKeys.get(context, stash) === worker, 'NotProposed');
  stakes.ensure(!isWorkerKey(context, worker), 'IsWorkerKey');
  const hasRole = (['Solver', 'Verifier', 'Whistleblower'] as const).some(
    (role) => registrationOf(context, role, worker) !== undefined,
  );
  stakes.ensure(!hasRole && !WorkerKeys.has(context, worker), 'BadWorkerKey');
  dismiss(context, stash);
  ProposedKeys.remove(context, stash);
  WorkerKeys.put(context, stash, worker);
  Stashes.put(context, worker, stash);
  stakes.deposit(context, 'WorkerKeySet', { who: stash, worker });
}

function dismiss(context: Context, stash: string): void {
  const before = WorkerKeys.take(context, stash);
  if (before !== undefined) Stashes.remove(context, before);
}

import { DispatchFailure } from './dispatch-error.ts';

/** On whose authority a call runs. */
export type Origin =
  | { readonly type: 'Root' }
  | { readonly type: 'Signed'; readonly account: string }
  | { readonly type: 'None' };

export const root: Origin = { type: 'Root' };
export const none: Origin = { type: 'None' };
export const signed = (account: string): Origin => ({ type: 'Signed', account });

/** The account that signed; fails with `BadOrigin` otherwise. */
export function ensureSigned(origin: Origin): string {
  if (origin.type !== 'Signed') throw new DispatchFailure({ type: 'BadOrigin' });
  return origin.account;
}

export function ensureRoot(origin: Origin): void {
  if (origin.type !== 'Root') throw new DispatchFailure({ type: 'BadOrigin' });
}

/** For inherents, which nobody signs. */
export function ensureNone(origin: Origin): void {
  if (origin.type !== 'None') throw new DispatchFailure({ type: 'BadOrigin' });
}

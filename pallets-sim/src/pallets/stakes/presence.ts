import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { stakes } from './declaration.ts';
import { ensureRegistered, minimumStake, putRegistration, registrationOf } from './registry.ts';

const ROLES: readonly RoleName[] = ['Solver', 'Verifier', 'Whistleblower'];

/** Takes part in draws, or no more. Coming back is a sign of life. */
export function setOnline(context: Context, who: string, role: RoleName, online: boolean): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(!online || entry.stake >= minimumStake(context, role), 'StakeTooLow');
  const seen = online ? { lastSeen: blockNumber(context), absent: false } : {};
  putRegistration(context, role, who, { ...entry, ...seen, online });
  stakes.deposit(context, 'OnlineSet', { who, role: { type: role }, online });
}

/** A sign of life, for all roles of the account. Has no event: its trace is `lastSeen`. */
export function heartbeat(context: Context, who: string): void {
  const lastSeen = blockNumber(context);
  let roles = 0;
  for (const role of ROLES) {
    const entry = registrationOf(context, role, who);
    if (entry === undefined) continue;
    roles += 1;
    putRegistration(context, role, who, { ...entry, lastSeen, absent: false });
  }
  stakes.ensure(roles > 0, 'NotRegistered');
}

/** Whether an account has been silent for longer than the chain waits for. */
export function isUnheardOf(context: Context, { lastSeen }: Registration): boolean {
  return blockNumber(context) - lastSeen > stakes.storage.Params.get(context).heartbeatBlocks;
}

/** Leaves an account out of the draws until it gives a sign of life. It has promised nothing and loses nothing. */
export function markAbsent(context: Context, role: RoleName, who: string, entry: Registration): void {
  putRegistration(context, role, who, { ...entry, absent: true });
  stakes.deposit(context, 'Absent', { who, role: { type: role } });
}

/** Takes an account that missed a deadline out of the draws, until it says that it is back. */
export function takeOffline(context: Context, who: string, role: RoleName): void {
  if (registrationOf(context, role, who)?.online === true) setOnline(context, who, role, false);
}

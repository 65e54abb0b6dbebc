import { MAX_PARTICIPANTS } from '@plumbline/runtime-types/domain/limits';
import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { hold, release } from '../balances/holds.ts';
import { stakes } from './declaration.ts';

const { Registrations, Participants, Params } = stakes.storage;
const { Stake } = stakes.holdReasons;

/** An account in a role, if it has it. */
export function registrationOf(context: Context, role: RoleName, who: string): Registration | undefined {
  return Registrations.get(context, { type: role }, who);
}

/** An account in a role; fails with `NotRegistered`. */
export function ensureRegistered(context: Context, role: RoleName, who: string): Registration {
  const found = registrationOf(context, role, who);
  if (found === undefined) throw stakes.error('NotRegistered');
  return found;
}

export function putRegistration(context: Context, role: RoleName, who: string, entry: Registration): void {
  Registrations.put(context, { type: role }, who, entry);
}

/** The least that a role takes. */
export function minimumStake(context: Context, role: RoleName): bigint {
  const params = Params.get(context);
  switch (role) {
    case 'Solver':
      return params.minSolverStake;
    case 'Verifier':
      return params.minVerifierStake;
    case 'Whistleblower':
      return params.minWhistleblowerStake;
  }
}

function checkPrice(role: RoleName, price: bigint): void {
  stakes.ensure(role !== 'Solver' || price > 0n, 'PriceNeeded');
  stakes.ensure(role === 'Solver' || price === 0n, 'PriceNotAsked');
}

/** Takes a role, with an amount held. */
export function register(context: Context, who: string, role: RoleName, amount: bigint, price: bigint): void {
  stakes.ensure(registrationOf(context, role, who) === undefined, 'AlreadyRegistered');
  stakes.ensure(amount >= minimumStake(context, role), 'StakeTooLow');
  checkPrice(role, price);
  const others = Participants.get(context, { type: role });
  stakes.ensure(others.length < MAX_PARTICIPANTS, 'TooManyParticipants');
  hold(context, Stake, who, amount);
  // Ascending, so that neither draws nor this list depend on who came first.
  Participants.put(context, { type: role }, [...others, who].sort());
  putRegistration(context, role, who, {
    stake: amount,
    price,
    online: true,
    duties: 0,
    completed: 0,
    slashed: 0n,
  });
  stakes.deposit(context, 'Registered', { who, role: { type: role }, amount });
}

export function bondMore(context: Context, who: string, role: RoleName, amount: bigint): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(amount > 0n, 'ZeroAmount');
  hold(context, Stake, who, amount);
  putRegistration(context, role, who, { ...entry, stake: entry.stake + amount });
  stakes.deposit(context, 'Bonded', { who, role: { type: role }, amount });
}

export function setPrice(context: Context, who: string, role: RoleName, price: bigint): void {
  const entry = ensureRegistered(context, role, who);
  checkPrice(role, price);
  putRegistration(context, role, who, { ...entry, price });
  stakes.deposit(context, 'PriceSet', { who, role: { type: role }, price });
}

export function setOnline(context: Context, who: string, role: RoleName, online: boolean): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(!online || entry.stake >= minimumStake(context, role), 'StakeTooLow');
  putRegistration(context, role, who, { ...entry, online });
  stakes.deposit(context, 'OnlineSet', { who, role: { type: role }, online });
}

/** Takes an account that missed a deadline out of the draws, until it says that it is back. */
export function takeOffline(context: Context, who: string, role: RoleName): void {
  if (registrationOf(context, role, who)?.online === true) setOnline(context, who, role, false);
}

export function unregister(context: Context, who: string, role: RoleName): void {
  const { duties, stake } = ensureRegistered(context, role, who);
  stakes.ensure(duties === 0, 'OnDuty');
  release(context, Stake, who, stake);
  stakes.storage.Registrations.remove(context, { type: role }, who);
  const others = Participants.get(context, { type: role }).filter((account) => account !== who);
  Participants.put(context, { type: role }, others);
  stakes.deposit(context, 'Unregistered', { who, role: { type: role }, amount: stake });
}

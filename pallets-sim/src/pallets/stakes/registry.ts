import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { stakes } from './declaration.ts';
import { priceClassOf } from './weight-key.ts';
import { setWeight } from './weight-tree.ts';

const { Registrations, Params } = stakes.storage;

/** Prices are small numbers beside stakes; this keeps the quotient exact enough. */
const WEIGHT_SCALE = 1_000_000_000n;
/** So that the weights of 2³² accounts fit a sum of 128 bits. */
const MOST_WEIGHT = (1n << 96n) - 1n;

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

/** Stores a registration and gives the account the weight in draws that follows from it. */
export function putRegistration(context: Context, role: RoleName, who: string, entry: Registration): void {
  const before = registrationOf(context, role, who);
  Registrations.put(context, { type: role }, who, entry);
  reweigh(context, role, who, before, entry);
}

export function removeRegistration(context: Context, role: RoleName, who: string): void {
  const before = registrationOf(context, role, who);
  Registrations.remove(context, { type: role }, who);
  reweigh(context, role, who, before, undefined);
}

function reweigh(
  context: Context,
  role: RoleName,
  account: string,
  before: Registration | undefined,
  after: Registration | undefined,
): void {
  const minimum = minimumStake(context, role);
  const [old, now] = [before, after].map((entry) => ({
    account,
    priceClass: priceClassOf(entry?.price ?? 0n),
    weight: entry === undefined ? 0n : weightIn(role, minimum, entry),
  }));
  if (old === undefined || now === undefined) return;
  const moved = old.priceClass !== now.priceClass;
  if (moved && old.weight > 0n) setWeight(context, role, { ...old, weight: 0n });
  if (now.weight !== old.weight || (moved && now.weight > 0n)) setWeight(context, role, now);
}

/**
 * An account's weight in draws: its stake, of Solvers over the price that they ask. None has who is offline, has not
 * been heard of, has too little at stake, or takes no more tasks now; Whistleblowers come by themselves.
 */
export function weightIn(role: RoleName, minimum: bigint, entry: Registration): bigint {
  const { stake, price, online, absent, duties, capacity } = entry;
  if (role === 'Whistleblower' || !online || absent || duties >= capacity || stake < minimum) return 0n;
  const weight = role === 'Solver' ? (stake * WEIGHT_SCALE) / price : stake;
  return weight < MOST_WEIGHT ? weight : MOST_WEIGHT;
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

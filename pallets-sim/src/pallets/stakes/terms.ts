import { MAX_CAPACITY } from '@plumbline/runtime-types/domain/limits';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { stakes } from './declaration.ts';
import { ensureRegistered, putRegistration } from './registry.ts';

export function checkPrice(role: RoleName, price: bigint): void {
  stakes.ensure(role !== 'Solver' || price > 0n, 'PriceNeeded');
  stakes.ensure(role === 'Solver' || price === 0n, 'PriceNotAsked');
}

export function setPrice(context: Context, who: string, role: RoleName, price: bigint): void {
  const entry = ensureRegistered(context, role, who);
  checkPrice(role, price);
  putRegistration(context, role, who, { ...entry, price });
  stakes.deposit(context, 'PriceSet', { who, role: { type: role }, price });
}

/** Takes so many tasks at a time. Not during a duty: that is backed by its share of the stake. */
export function setCapacity(context: Context, who: string, role: RoleName, capacity: number): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(capacity > 0 && capacity <= MAX_CAPACITY, 'BadCapacity');
  stakes.ensure(entry.duties === 0 || capacity <= entry.capacity, 'OnDuty');
  putRegistration(context, role, who, { ...entry, capacity });
  stakes.deposit(context, 'CapacitySet', { who, role: { type: role }, capacity });
}

import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { hold } from '../balances/holds.ts';
import { blockNumber } from '../system/block.ts';
import { stakes } from './declaration.ts';
import { minimumStake, putRegistration, registrationOf } from './registry.ts';
import { checkPrice } from './terms.ts';
import { isWorkerKey } from './worker-key.ts';

/** Tasks that a registration takes at a time until it says otherwise. Training takes a whole machine. */
const CAPACITY = { Solver: 1, Verifier: 16, Whistleblower: 16 } as const;

/** Takes a role, with an amount held. */
export function register(context: Context, who: string, role: RoleName, amount: bigint, price: bigint): void {
  stakes.ensure(!isWorkerKey(context, who), 'IsWorkerKey');
  stakes.ensure(registrationOf(context, role, who) === undefined, 'AlreadyRegistered');
  stakes.ensure(amount >= minimumStake(context, role), 'StakeTooLow');
  checkPrice(role, price);
  hold(context, stakes.holdReasons.Stake, who, amount);
  putRegistration(context, role, who, {
    stake: amount,
    unbonding: [],
    price,
    capacity: CAPACITY[role],
    online: true,
    lastSeen: blockNumber(context),
    absent: false,
    duties: 0,
    completed: 0,
    profiled: 0,
    failed: 0,
    declined: 0,
    slashed: 0n,
  });
  stakes.deposit(context, 'Registered', { who, role: { type: role }, amount });
}

import type { Context } from '../../frame/context.ts';
import type { HoldReason } from '../../frame/declaration.ts';
import type { Holds } from '../../frame/try-state.ts';
import { system } from '../system/declaration.ts';
import type { AccountInfo } from '../system/types.ts';
import { balances, EXISTENTIAL_DEPOSIT } from './declaration.ts';
import { heldBalance } from './holds.ts';

/** What must hold of all balances together, and of each. */
export function checkBalances(context: Context, holds: Holds): void {
  const { TotalIssuance, Holds: holdsOf, Locks } = balances.storage;
  let total = 0n;
  for (const [[who], account] of system.storage.Account.entries(context)) {
    total += account.data.free + account.data.reserved;
    checkAccount(who, account, holds);
    const held = holdsOf.get(context, who).reduce((sum, { amount }) => sum + amount, 0n);
    holds(
      held === account.data.reserved,
      `${who} has ${account.data.reserved} reserved, its holds add up to ${held}`,
    );
  }
  const issuance = TotalIssuance.get(context);
  holds(total === issuance, `the total issuance is ${issuance}, all balances together are ${total}`);
  for (const [[who], locks] of Locks.entries(context)) {
    const largest = locks.reduce((most, { amount }) => (amount > most ? amount : most), 0n);
    const { frozen } = system.storage.Account.get(context, who).data;
    holds(frozen >= largest, `${who} has ${frozen} frozen, and a lock of ${largest}`);
  }
  for (const [[who], list] of holdsOf.entries(context)) {
    holds(system.storage.Account.has(context, who), `${who} has holds and is no account`);
    const reasons = new Set(list.map(({ id }) => `${id.pallet}.${id.reason}`));
    holds(reasons.size === list.length, `${who} has two holds for one reason`);
    holds(list.length > 0 && list.every(({ amount }) => amount > 0n), `${who} has a hold of nothing`);
  }
}

function checkAccount(who: string, { providers, consumers, data }: AccountInfo, holds: Holds): void {
  const { free, reserved, frozen } = data;
  const exists = free >= EXISTENTIAL_DEPOSIT;
  holds(exists || (free === 0n && reserved === 0n) || providers > 0, `${who} lives on dust: ${free}`);
  holds(!exists || providers > 0, `${who} has ${free} and no provider`);
  holds(
    (reserved === 0n && frozen === 0n) || consumers > 0,
    `${who} has ${reserved} reserved and no consumer`,
  );
}

/** For the pallet that a hold is of: what is held for a reason is what is due, of everybody. `due` is used up. */
export function checkHeld(
  context: Context,
  holds: Holds,
  reason: HoldReason,
  due: Map<string, bigint>,
): void {
  for (const [who] of balances.storage.Holds.keys(context)) {
    const held = heldBalance(context, reason, who);
    const explained = due.get(who) ?? 0n;
    holds(
      held === explained,
      `${who} has ${held} held as ${reason.reason}, of which ${explained} is explained`,
    );
    due.delete(who);
  }
  for (const [who, amount] of due) {
    holds(amount === 0n, `${who} has nothing held as ${reason.reason}, and owes ${amount}`);
  }
}

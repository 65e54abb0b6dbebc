import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Context } from '../../frame/context.ts';
import type { Holds } from '../../frame/try-state.ts';
import { balances } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { heldFor } from './bond.ts';
import { stakes } from './declaration.ts';
import { minimumStake, weightIn } from './registry.ts';
import { priceClassOf, weightKey } from './weight-key.ts';

const { Registrations, Weights, WorkerKeys, Stashes } = stakes.storage;

/** What must hold between blocks: every hold has its registrations, and draws go by what they say. */
export function checkStakes(context: Context, holds: Holds): void {
  checkHolds(context, holds);
  for (const role of ['Solver', 'Verifier', 'Whistleblower'] as const) checkWeights(context, role, holds);
  for (const [[stash], worker] of WorkerKeys.entries(context)) {
    holds(
      Stashes.get(context, worker) === stash,
      `${worker} does not act for ${stash}, whose worker key it is`,
    );
  }
  for (const [[worker], stash] of Stashes.entries(context)) {
    holds(WorkerKeys.get(context, stash) === worker, `${worker} acts for ${stash} and is not its worker key`);
  }
}

function checkHolds(context: Context, holds: Holds): void {
  const staked = new Map<string, bigint>();
  for (const [[who]] of balances.storage.Holds.entries(context)) staked.set(who, 0n);
  for (const [[, who], entry] of Registrations.entries(context)) {
    staked.set(who, (staked.get(who) ?? 0n) + heldFor(entry));
  }
  for (const [who, amount] of staked) {
    const held = heldBalance(context, stakes.holdReasons.Stake, who);
    holds(held === amount, `${held} is held from ${who}, whose registrations say ${amount}`);
  }
}

/**
 * The tree of a role has each account under its key, with the weight that its registration gives it (who has too
 * little by now stays until it changes something, and is refused when drawn); and every branch is the sum of what is under it, and of two accounts at least.
 */
function checkWeights(context: Context, role: RoleName, holds: Holds): void {
  const found = new Set<string>();
  let nodes = 0;
  const check = (path: Uint8Array): { weight: bigint; accounts: number } => {
    nodes += 1;
    let weight = 0n;
    let accounts = 0;
    for (const branch of Weights.get(context, { type: role }, path)) {
      const under = Uint8Array.of(...path, branch.slot);
      const where = `${role}, branch ${toHex(under)}`;
      if (branch.leaf === undefined) {
        const below = check(under);
        holds(below.weight === branch.weight, `${where}: ${below.weight} is under it, not ${branch.weight}`);
        holds(below.accounts > 1, `${where}: a node of ${below.accounts} accounts`);
        accounts += below.accounts;
      } else {
        const { account, priceClass } = branch.leaf;
        const entry = Registrations.get(context, { type: role }, account);
        const due = entry === undefined ? 0n : weightIn(role, 0n, entry);
        holds(due === branch.weight, `${where}: ${account} weighs ${branch.weight}, and is due ${due}`);
        holds(priceClass === priceClassOf(entry?.price ?? 0n), `${where}: not the price class of ${account}`);
        const key = weightKey(account, priceClass);
        holds(
          under.every((nibble, index) => key[index] === nibble),
          `${where}: no place for ${account}`,
        );
        found.add(account);
        accounts += 1;
      }
      weight += branch.weight;
    }
    return { weight, accounts };
  };
  check(new Uint8Array());
  const stored = [...Weights.keys(context, { type: role })].length;
  const least = minimumStake(context, role);
  for (const [[, who], entry] of Registrations.entries(context, { type: role })) {
    holds(
      found.has(who) || weightIn(role, least, entry) === 0n,
      `${role}: ${who} has no weight and is due one`,
    );
  }
  holds(
    stored === (found.size > 0 ? nodes : 0),
    `${role}: ${stored} nodes are stored, ${nodes} belong to the tree`,
  );
}

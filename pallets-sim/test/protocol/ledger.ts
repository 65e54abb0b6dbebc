import { freeBalance } from '../../src/pallets/balances/accounts.ts';
import { heldBalance } from '../../src/pallets/balances/holds.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { stakes } from '../../src/pallets/stakes/declaration.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { EVERYBODY } from './cast.ts';
import type { World } from './world.ts';

const HOLDS = {
  stake: stakes.holdReasons.Stake,
  escrow: tasks.holdReasons.Escrow,
  report: tasks.holdReasons.Report,
  bond: disputes.holdReasons.Bond,
  demand: disputes.holdReasons.Demand,
  witness: disputes.holdReasons.Witness,
};

/** Money goes from one pocket to another: an account's own, or `stake of 0x…` and the like. */
export type Movement = readonly [from: string, to: string, amount: bigint | 'all'];

export const held = (what: keyof typeof HOLDS, who: string): string => `${what} of ${who}`;

/** What is in every pocket of everybody, as the chain says. */
export function pocketsOf({ chain: { context } }: World): Map<string, bigint> {
  const pockets = new Map<string, bigint>();
  for (const who of [...EVERYBODY, JACKPOT]) {
    for (const [what, reason] of Object.entries(HOLDS)) {
      pockets.set(held(what as keyof typeof HOLDS, who), heldBalance(context, reason, who));
    }
    pockets.set(who, freeBalance(context, who));
  }
  return pockets;
}

/** What is in them after these movements. */
export function moved(
  before: ReadonlyMap<string, bigint>,
  movements: readonly Movement[],
): Map<string, bigint> {
  const pockets = new Map(before);
  for (const [from, to, wanted] of movements) {
    const there = pockets.get(from);
    if (there === undefined || !pockets.has(to)) throw new Error(`no pocket: ${from} or ${to}`);
    const amount = wanted === 'all' ? there : wanted;
    if (amount < 0n || amount > there) throw new Error(`${amount} of ${there} in ${from}`);
    pockets.set(from, there - amount);
    pockets.set(to, (pockets.get(to) ?? 0n) + amount);
  }
  return pockets;
}

/** Pockets whose contents differ and by how much: what a failure shows. */
export function differing(
  pockets: ReadonlyMap<string, bigint>,
  from: ReadonlyMap<string, bigint>,
): Record<string, bigint> {
  return Object.fromEntries(
    [...pockets]
      .map(([pocket, amount]) => [pocket, amount - (from.get(pocket) ?? 0n)] as const)
      .filter(([, change]) => change !== 0n),
  );
}

import type { RoleName, WeightBranch } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { stakes } from './declaration.ts';
import { weightKey } from './weight-key.ts';

const { Weights } = stakes.storage;

/** An account in the tree. */
export interface Ticket {
  readonly account: string;
  readonly priceClass: number;
  readonly weight: bigint;
}

/**
 * Gives an account its weight among those of a role; 0 takes it out. The tree is a trie of sixteenths in which an
 * account stands as high as it is alone, so its shape follows from who is in it and not from the order of changes,
 * and its depth is about log₁₆ of their number.
 */
export function setWeight(context: Context, role: RoleName, ticket: Ticket): void {
  changeNode(context, role, weightKey(ticket.account, ticket.priceClass), 0, ticket);
}

/** Changes the node `depth` nibbles down the key of `ticket`, and returns its branches. */
function changeNode(
  context: Context,
  role: RoleName,
  key: Uint8Array,
  depth: number,
  ticket: Ticket,
): WeightBranch[] {
  const path = key.subarray(0, depth);
  const slot = key[depth] ?? 0;
  const branches = Weights.get(context, { type: role }, path);
  const before = branches.find((branch) => branch.slot === slot);
  const after = changeBranch(context, role, key, depth, ticket, before);
  const others = branches.filter((branch) => branch.slot !== slot);
  const changed =
    after === undefined ? others : [...others, after].sort((left, right) => left.slot - right.slot);
  if (changed.length > 0) Weights.put(context, { type: role }, path, changed);
  else Weights.remove(context, { type: role }, path);
  return changed;
}

function changeBranch(
  context: Context,
  role: RoleName,
  key: Uint8Array,
  depth: number,
  ticket: Ticket,
  before: WeightBranch | undefined,
): WeightBranch | undefined {
  const { account, priceClass, weight } = ticket;
  const slot = key[depth] ?? 0;
  const alone = weight > 0n ? { slot, weight, leaf: { account, priceClass } } : undefined;
  if (before === undefined || before.leaf?.account === account) return alone;
  if (before.leaf !== undefined) {
    if (alone === undefined) return before;
    // Two from here on: who was alone makes room and goes one further down.
    const other = weightKey(before.leaf.account, before.leaf.priceClass);
    const lower: WeightBranch = { ...before, slot: other[depth + 1] ?? 0 };
    Weights.put(context, { type: role }, key.subarray(0, depth + 1), [lower]);
  }
  const below = changeNode(context, role, key, depth + 1, ticket);
  const [only] = below;
  if (below.length === 1 && only?.leaf !== undefined) {
    Weights.remove(context, { type: role }, key.subarray(0, depth + 1));
    return { ...only, slot };
  }
  return { slot, weight: below.reduce((sum, branch) => sum + branch.weight, 0n), leaf: undefined };
}

/** The sum of the weights of all in the tree whose price class is at most `limit`. */
export function weightUpTo(context: Context, role: RoleName, limit: number): bigint {
  const [high, low] = [limit >> 4, limit & 15];
  let sum = 0n;
  for (const branch of Weights.get(context, { type: role }, new Uint8Array())) {
    if (branch.slot < high) sum += branch.weight;
    if (branch.slot !== high) continue;
    if (branch.leaf !== undefined) {
      if (branch.leaf.priceClass <= limit) sum += branch.weight;
      continue;
    }
    for (const { slot, weight } of Weights.get(context, { type: role }, Uint8Array.of(high))) {
      if (slot <= low) sum += weight;
    }
  }
  return sum;
}

/** The account at a point of the weights laid end to end in the order of keys, those of `without` left out. */
export function ticketAt(
  context: Context,
  role: RoleName,
  point: bigint,
  without: readonly Ticket[],
): Ticket | undefined {
  const missing = without.map((ticket) => ({ ...ticket, key: weightKey(ticket.account, ticket.priceClass) }));
  let path = new Uint8Array();
  let rest = point;
  for (;;) {
    let next: WeightBranch | undefined;
    for (const branch of Weights.get(context, { type: role }, path)) {
      const under = Uint8Array.of(...path, branch.slot);
      const left = missing
        .filter(({ key }) => under.every((nibble, index) => key[index] === nibble))
        .reduce((sum, { weight }) => sum - weight, branch.weight);
      if (rest < left) {
        next = branch;
        break;
      }
      rest -= left;
    }
    if (next === undefined) return undefined;
    if (next.leaf !== undefined) return { ...next.leaf, weight: next.weight };
    path = Uint8Array.of(...path, next.slot);
  }
}

import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { CALLER } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { endow } from '../balances/benchmarks.ts';
import { UNIT } from '../balances/declaration.ts';
import { register } from './register.ts';
import { registrationOf } from './registry.ts';
import { priceClassOf, weightKey } from './weight-key.ts';
import { setWeight } from './weight-tree.ts';

export const STAKE = 1_000n * UNIT;
export const THIRD = `0x${'3d'.repeat(32)}`;

/** Accounts of a role and a price that others stand among: they fill the upper nodes of the tree of weights. */
const CROWD = 1_000;
/** Nodes on the way to the caller below those of its price class: as many as with 16⁴ accounts. */
const DEPTH = 4;

/** An account of a benchmark, by number. */
export const numbered = (index: number): string => `0x${(index + 1).toString(16).padStart(64, '0')}`;

/** Accounts whose places share their first nibbles with the caller's: one nibble, two, and so on. */
function neighbours(): string[] {
  const [, , ...own] = weightKey(CALLER, 0);
  const found: string[] = [];
  for (let index = 0; found.length < DEPTH; index++) {
    const account = numbered(2_000_000 + index);
    const [, , ...key] = weightKey(account, 0);
    if (key.slice(0, found.length + 1).every((nibble, at) => nibble === own[at])) found.push(account);
  }
  return found;
}

let near: readonly string[] | undefined;

/** Has many others in the draws, Solvers at a price. They stand in the tree alone: no call looks at more of them. */
export function crowd(context: Context, price: bigint): void {
  near ??= neighbours();
  const others = Array.from({ length: CROWD }, (_, index) => numbered(1_000_000 + index));
  for (const account of [...others, ...near]) {
    setWeight(context, 'Solver', { account, priceClass: priceClassOf(price), weight: 1n });
    setWeight(context, 'Verifier', { account, priceClass: 0, weight: 1n });
  }
}

/** Registers an account that has enough for everything that it may have to pay. */
export function registerRich(context: Context, who: string, role: RoleName, price = 1_000n): void {
  if (registrationOf(context, role, who) !== undefined) return;
  endow(context, who, 20n * STAKE);
  register(context, who, role, STAKE, role === 'Solver' ? price : 0n);
}

/** Has the caller registered in a role, among others. */
export function callerAmongMany(context: Context, role: RoleName): void {
  crowd(context, 1_000n);
  registerRich(context, CALLER, role);
}

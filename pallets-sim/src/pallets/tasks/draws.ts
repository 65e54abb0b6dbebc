import { MAX_SERVED } from '@plumbline/runtime-types/domain/limits';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { type Weight, weightOf } from '../../frame/weight.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { beginDuty } from '../stakes/duties.ts';
import { type Draw, drawAccounts, MOST_LOOKED_AT } from '../stakes/lottery.ts';
import { minimumStake } from '../stakes/registry.ts';
import { EVERY_PRICE, priceClassOf } from '../stakes/weight-key.ts';
import { depositFor } from './fees.ts';
import { type OpenTask, params } from './store.ts';

/** Nodes of the tree of weights on the way to one account, for which draws are weighed: those of 16⁵ accounts. */
const WAY = 7;

/**
 * What so many draws of one block take at most: each looks at so many accounts, each of them at the end of its way
 * down the tree. The ways have their upper parts in common, which stand in the block's proof only once.
 */
export function drawsWeight(count: number): Weight {
  const { refTime } = weightOf({ reads: count * MOST_LOOKED_AT * (WAY + 1), compute: 0n });
  const { proofSize } = weightOf({ reads: count > 0 ? 2 * MOST_LOOKED_AT * (WAY + 1) : 0 });
  return { refTime, proofSize };
}

/**
 * So many of those who serve on a task leave the rest of the room to others: with witnesses, who come five at a time, a
 * few disputes would fill it, and nobody else could challenge. Beyond that those who were witnesses before are drawn.
 */
const ROOM_WITH_WITNESSES = MAX_SERVED / 2;

/** What an account has done on the task, if anything. */
export function roleOn({ data }: OpenTask, who: string): RoleName | undefined {
  return data.served.find(({ account }) => account === who)?.role.type;
}

/** Notes that an account serves on the task, which binds it to that role there for good. */
export function noteServed({ data }: OpenTask, who: string, role: RoleName): void {
  const known = data.served.some(({ account }) => account === who);
  if (!known) data.served.push({ account: who, role: { type: role } });
}

/** Whether there is room to note one more account. */
export function canServe(task: OpenTask, who: string): boolean {
  return roleOn(task, who) !== undefined || task.data.served.length < MAX_SERVED;
}

/** Draws the Solver of the attempt, by stake over price, among those that are free and can stand for the task. */
export function drawSolver(context: Context, task: OpenTask): { who: string; price: bigint } | undefined {
  const { maxPrice } = task.data.spec;
  const deposit = depositFor(task.data.spec, params(context));
  const least = minimumStake(context, 'Solver');
  const [drawn] = drawAccounts(context, 'Solver', drawFor(context, task, 'solver', 0), {
    wanted: 1,
    limit: priceClassOf(maxPrice),
    accept: ({ account, registration: { stake, price, capacity } }) =>
      // Every task that a Solver takes at a time is backed by its share of the stake.
      price <= maxPrice && stake >= least && stake / BigInt(capacity) >= deposit && isFree(task, account),
  });
  if (drawn === undefined) return undefined;
  serve(context, task, drawn.account, 'Solver');
  return { who: drawn.account, price: drawn.registration.price };
}

/** Draws up to `wanted` Verifiers by stake, but none of `except`, and none at all where there are fewer than `least`. */
export function drawVerifiers(
  context: Context,
  task: OpenTask,
  domain: 'profiler' | 'verifier' | 'witness',
  wanted: number,
  except: readonly string[],
  least = 1,
): string[] {
  const leastStake = minimumStake(context, 'Verifier');
  const most = domain === 'witness' ? ROOM_WITH_WITNESSES : MAX_SERVED;
  let room = Math.max(0, most - task.data.served.length);
  const drawn = drawAccounts(context, 'Verifier', drawFor(context, task, domain, except.length), {
    wanted,
    limit: EVERY_PRICE,
    accept({ account, registration }) {
      if (except.includes(account) || registration.stake < leastStake) return false;
      if (roleOn(task, account) === 'Verifier') return true;
      if (room === 0 || !isFree(task, account)) return false;
      room -= 1;
      return true;
    },
  });
  if (drawn.length < least) return [];
  for (const { account } of drawn) serve(context, task, account, 'Verifier');
  return drawn.map(({ account }) => account);
}

/** Whether an account has nothing to do with the task yet, and may. */
function isFree(task: OpenTask, who: string): boolean {
  return who !== task.data.submitter && roleOn(task, who) === undefined && canServe(task, who);
}

function serve(context: Context, task: OpenTask, who: string, role: RoleName): void {
  noteServed(task, who, role);
  beginDuty(context, role, who);
}

function drawFor(context: Context, { id, data }: OpenTask, domain: string, count: number): Draw {
  return { randomness: blockRandomness(context), domain, task: id, attempt: data.attempt, count };
}

import { inspect } from 'node:util';
import { signed } from '../../src/frame/origin.ts';
import type { Pallet } from '../../src/frame/pallet.ts';
import { reducibleBalance } from '../../src/pallets/balances/accounts.ts';
import { UNIT } from '../../src/pallets/balances/declaration.ts';
import { balancesPallet } from '../../src/pallets/balances/pallet.ts';
import { transfer } from '../../src/pallets/balances/transfers.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { playSome, supplySome } from './dispute-moves.ts';
import { mistake } from './mistakes.ts';
import { brokenSpec } from './profile-calls.ts';
import { acceptKeys, rebondSome, someSpec, stakeCall } from './stake-calls.ts';
import { taskCall } from './task-calls.ts';
import { isFinal, Town } from './town.ts';

/** Tasks that go on at a time, at most. */
const MOST_GOING = 6;
/** Records of tasks that are over are dropped behind the chain's back from time to time, so that a long run stays fast. */
const FORGET_EVERY = 20;
/** The last of them stay for a while, for calls about tasks that are over, or that build on them. */
const KEPT = 10;

/** A call that cannot succeed in a sound chain: the hooks end a dispute before anybody else can. */
const UNREACHABLE = ['Disputes.timeout'];

export interface RandomCallsOptions {
  readonly seed: number;
  readonly blocks: number;
  /** `tryState` runs after every so many blocks; in all of them it is the longest part of a run. */
  readonly checkEvery: number;
  readonly progress?: (block: number) => void;
}

/**
 * Fifty accounts make valid and invalid calls; what must hold between blocks holds, and when nobody submits any more
 * every task comes to its end. Throws what does not hold.
 */
export async function randomCalls({ seed, blocks, checkEvery, progress }: RandomCallsOptions): Promise<Town> {
  const town = new Town(seed);
  const issuance = town.issuance;
  for (let block = 1; block <= blocks; block++) {
    await live(town);
    if (town.issuance !== issuance) throw new Error(`issuance went from ${issuance} to ${town.issuance}`);
    next(town, block % checkEvery === 0);
    if (block % FORGET_EVERY === 0) forget(town);
    progress?.(block);
  }
  // Longer than all windows of all attempts together.
  for (let left = 2_000; town.going().length > 0; left--) {
    if (left === 0)
      throw new Error(`these tasks have not come to an end: ${inspect(town.going(), { depth: 6 })}`);
    next(town, left % checkEvery === 0);
  }
  next(town, true);
  return town;
}

/** Calls of the three pallets that never succeeded though they can. */
export function neverMade({ outcomes }: Town): string[] {
  return [stakesPallet, tasksPallet, disputesPallet]
    .flatMap((pallet: Pallet) => Object.keys(pallet.calls).map((call) => `${pallet.name}.${call}`))
    .filter((name) => !UNREACHABLE.includes(name) && outcomes.get(name)?.get('ok') === undefined);
}

/** Errors that nobody meets in a sound chain: whoever trains has a seal, and whoever unseals has designated. */
const GUARDS = ['Tasks.NotStarted', 'Tasks.NotDesignated'];

/** Errors of the three pallets that no call has met. */
export function neverMet({ outcomes }: Town): string[] {
  const met = new Set([...outcomes.values()].flatMap((counts) => [...counts.keys()]));
  return [stakesPallet, tasksPallet, disputesPallet]
    .flatMap((pallet: Pallet) =>
      Object.keys(pallet.declaration.errors ?? {}).map((error) => `${pallet.name}.${error}`),
    )
    .filter((error) => !met.has(error) && !GUARDS.includes(error));
}

async function live(town: Town): Promise<void> {
  const { dice, accounts, chain } = town;
  share(town);
  let going = town.going();
  if (going.length < MOST_GOING && dice.sometimes(2)) {
    const spec = someSpec(town, town.provenOrNot());
    town.try(
      dice.one(accounts),
      tasksPallet.call('submit', { spec: dice.sometimes(10) ? brokenSpec(spec) : spec }),
    );
  }
  for (let calls = 2 + dice.below(4); calls > 0; calls--) {
    const who = dice.one(accounts);
    town.try(who, stakeCall(town, who));
  }
  for (let calls = dice.below(6); calls > 0; calls--) {
    const { who, call } = mistake(town);
    town.try(who, call);
  }
  acceptKeys(town);
  if (dice.sometimes(4)) rebondSome(town);
  going = town.going();
  for (const [id, task] of going) {
    town.statuses.add(task.status.type);
    for (let calls = dice.below(5); calls > 0; calls--) {
      const now = tasks.storage.Tasks.get(chain.context, id)!;
      const act = taskCall(town, id, now);
      // Now and then somebody else tries the same.
      if (act !== undefined)
        town.try(dice.sometimes(15) ? dice.one(accounts) : town.signer(act.who), act.call);
    }
  }
  supplySome(town);
  await playSome(town);
}

/** What the jackpot has taken in comes back to somebody, and now and then somebody gives all away. */
function share({ dice, accounts, chain }: Town): void {
  const { context } = chain;
  const pot = reducibleBalance(context, JACKPOT, 'Preserve');
  if (pot > 1_000n * UNIT) transfer(context, JACKPOT, dice.one(accounts), pot / 2n, 'Preserve');
  if (!dice.sometimes(40)) return;
  const dest = { type: 'Id' as const, value: dice.one(accounts) };
  const call = balancesPallet.call('transferAll', { dest, keepAlive: false });
  chain.dispatch(signed(dice.one(accounts)), call);
}

function next({ chain, statuses }: Town, check: boolean): void {
  for (const { type, value } of chain.events()) {
    if (type === 'Tasks' && isFinal(value.type)) statuses.add(value.type);
  }
  chain.nextBlock(1, { check });
}

function forget({ chain: { context } }: Town): void {
  const { Tasks, ProvenModels, Leftovers } = tasks.storage;
  const all = [...Tasks.entries(context)].sort(([[left]], [[right]]) => left - right);
  const bases = new Set(all.flatMap(([, { status, spec }]) => (isFinal(status.type) ? [] : [spec.base])));
  for (const [[id], { status }] of all.slice(0, -KEPT)) {
    if (!isFinal(status.type) || Leftovers.has(context, id) || bases.has(id)) continue;
    Tasks.remove(context, id);
    ProvenModels.remove(context, id);
  }
}

import { describe, expect, it } from 'vitest';
import {
  account,
  ENDOWMENT,
  PARAMS,
  SOLVERS,
  STAKE,
  SUBMITTER,
  VERIFIERS,
} from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import { UNIT } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { tasks } from '../tasks/declaration.ts';
import { stakes } from './declaration.ts';
import { stakesPallet } from './pallet.ts';
import { DEFAULT_PARAMS as STAKES } from './params.ts';
import { stakeOf, takeStake } from './slash.ts';

const SOLVER = { type: 'Solver' as const };
const VERIFIER = { type: 'Verifier' as const };
const someone = SOLVERS[2]!;

const register = (role: typeof SOLVER | typeof VERIFIER, amount = STAKE, price = 1n) =>
  stakesPallet.call('register', { role, amount, price });

describe('registering for a role', () => {
  it('holds the stake and gives it back', () => {
    const world = new World();
    const held = () => heldBalance(world.chain.context, stakes.holdReasons.Stake, someone);
    world.do(someone, register(SOLVER));
    world.do(someone, register(VERIFIER, STAKE, 0n));
    expect(held()).toBe(2n * STAKE);
    world.do(someone, stakesPallet.call('bondMore', { role: SOLVER, amount: UNIT }));
    expect(held()).toBe(2n * STAKE + UNIT);
    expect(world.stake('Solver', someone)).toEqual({
      stake: STAKE + UNIT,
      unbonding: [],
      price: 1n,
      capacity: 1,
      online: true,
      lastSeen: 1,
      absent: false,
      duties: 0,
      completed: 0,
      profiled: 0,
      failed: 0,
      declined: 0,
      slashed: 0n,
    });
    stakes.storage.Params.put(world.chain.context, { ...STAKES, unbondingBlocks: 9 });
    world.do(someone, stakesPallet.call('unbond', { role: SOLVER, amount: STAKE + UNIT }));
    const withdraw = stakesPallet.call('withdrawUnbonded', { role: SOLVER });
    world.chain.nextBlock(8);
    expect(world.failure(someone, withdraw)).toBe('Stakes.NothingToWithdraw');
    expect(held()).toBe(2n * STAKE + UNIT);
    world.chain.nextBlock();
    world.do(someone, withdraw);
    expect(held()).toBe(STAKE);
    expect(world.stake('Solver', someone)).toBeUndefined();
    expect(world.total(someone)).toBe(ENDOWMENT);
  });

  it('says what is wrong', () => {
    const world = new World();
    expect(world.failure(someone, register(SOLVER, UNIT))).toBe('Stakes.StakeTooLow');
    expect(world.failure(someone, register(SOLVER, STAKE, 0n))).toBe('Stakes.PriceNeeded');
    expect(world.failure(someone, register(VERIFIER, STAKE, 1n))).toBe('Stakes.PriceNotAsked');
    expect(world.failure(someone, register(SOLVER, 2n * ENDOWMENT))).toBe('Token.FundsUnavailable');
    expect(world.failure(SOLVERS[0]!, register(SOLVER))).toBe('Stakes.AlreadyRegistered');
    for (const call of [
      stakesPallet.call('bondMore', { role: SOLVER, amount: 1n }),
      stakesPallet.call('setPrice', { role: SOLVER, price: 1n }),
      stakesPallet.call('setOnline', { role: SOLVER, online: true }),
      stakesPallet.call('setCapacity', { role: SOLVER, capacity: 2 }),
      stakesPallet.call('unbond', { role: SOLVER, amount: 1n }),
      stakesPallet.call('rebond', { role: SOLVER, amount: 1n }),
      stakesPallet.call('withdrawUnbonded', { role: SOLVER }),
      stakesPallet.call('heartbeat', {}),
    ]) {
      expect(world.failure(someone, call)).toBe('Stakes.NotRegistered');
    }
    const nothing = stakesPallet.call('bondMore', { role: SOLVER, amount: 0n });
    expect(world.failure(SOLVERS[0]!, nothing)).toBe('Stakes.ZeroAmount');
  });

  it('backs a duty with all that is held for it, whatever is on its way back', () => {
    const world = new World({ verifiers: 1 });
    const who = VERIFIERS[0]!;
    world.submit({ verifiers: 1 });
    world.until('Profiling');
    stakes.storage.Params.put(world.chain.context, { ...STAKES, unbondingBlocks: 3 });
    world.do(who, stakesPallet.call('unbond', { role: VERIFIER, amount: STAKE }));
    const withdraw = stakesPallet.call('withdrawUnbonded', { role: VERIFIER });
    world.chain.nextBlock();
    expect(stakeOf(world.chain.context, 'Verifier', who)).toBe(STAKE);
    expect(takeStake(world.chain.context, 'Verifier', who, UNIT, SUBMITTER)).toBe(UNIT);
    world.chain.nextBlock(2);
    expect(world.failure(who, withdraw)).toBe('Stakes.OnDuty');
    world.profile();
    // What it reported can be proved wrong until a Solver starts.
    expect(world.failure(who, withdraw)).toBe('Stakes.OnDuty');
    world.start();
    world.do(who, withdraw);
    expect(world.total(who)).toBe(ENDOWMENT - UNIT + PARAMS.profileFee);
    expect(world.stake('Verifier', who)).toBeUndefined();
  });

  it('takes back what is on its way, and keeps the least or nothing', () => {
    const world = new World();
    const who = SOLVERS[0]!;
    const call = (name: 'unbond' | 'rebond', amount: bigint) =>
      stakesPallet.call(name, { role: SOLVER, amount });
    expect(world.failure(who, call('unbond', STAKE - UNIT))).toBe('Stakes.StakeTooLow');
    expect(world.failure(who, call('unbond', STAKE + 1n))).toBe('Stakes.MoreThanBonded');
    for (let part = 0; part < 8; part++) world.do(who, call('unbond', UNIT));
    expect(world.failure(who, call('unbond', UNIT))).toBe('Stakes.TooManyUnbonding');
    expect(world.failure(who, call('rebond', 8n * UNIT + 1n))).toBe('Stakes.MoreThanUnbonding');
    world.do(who, call('rebond', 2n * UNIT + UNIT / 2n));
    expect(world.stake('Solver', who)).toMatchObject({
      stake: STAKE - 5n * UNIT - UNIT / 2n,
      unbonding: [UNIT, UNIT, UNIT, UNIT, UNIT, UNIT / 2n].map((amount) => ({
        amount,
        freeAt: 1 + STAKES.unbondingBlocks,
      })),
    });
  });
});

describe('presence', () => {
  it('who is not heard of is in no draw until it is, and loses nothing', () => {
    const world = new World({ verifiers: 1 });
    const who = VERIFIERS[0]!;
    stakes.storage.Params.put(world.chain.context, { ...STAKES, heartbeatBlocks: 20 });
    world.chain.nextBlock(21);
    world.submit({ verifiers: 1 });
    world.wait(() => world.stake('Verifier', who).absent);
    expect(world.status).toBe('Submitted');
    world.do(who, stakesPallet.call('heartbeat', {}));
    world.until('Profiling');
    expect(world.stake('Verifier', who)).toMatchObject({ stake: STAKE, slashed: 0n, failed: 0 });
  });

  it('a Solver takes as many tasks at a time as it says, each with its share of the stake', () => {
    const world = new World();
    const who = SOLVERS[0]!;
    const set = (capacity: number) => stakesPallet.call('setCapacity', { role: SOLVER, capacity });
    expect(world.failure(who, set(0))).toBe('Stakes.BadCapacity');
    world.do(who, set(2));
    for (let id = 0; id < 3; id++) world.submit();
    const profiled = () => [0, 1, 2].map((id) => tasks.storage.Tasks.get(world.chain.context, id)!);
    world.chain.nextBlock();
    for (const [task, { profilers, spec }] of profiled().entries()) {
      const report = { type: 'Ok' as const, value: { unitsPerStep: spec.unitsPerStep } };
      const who = profilers[0]!.account;
      world.commitProfile(who, report, task);
      world.revealProfile(who, report, task);
    }
    world.chain.nextBlock(3);
    const states = profiled().map(({ status }) => status.type);
    expect(states.sort()).toEqual(['Assigned', 'Assigned', 'Open']);
    expect(world.failure(who, set(3))).toBe('Stakes.OnDuty');
  });
});

describe('the state of stakes', () => {
  it('is checked after every block: holds, weights and worker keys', () => {
    const check = (change: (world: World) => void) => () => {
      const world = new World();
      change(world);
      world.chain.nextBlock();
    };
    const { Registrations, Weights, Stashes } = stakes.storage;
    const [who] = SOLVERS as [string];
    const put = (changes: object) => (world: World) =>
      Registrations.put(world.chain.context, SOLVER, who, { ...world.stake('Solver', who), ...changes });
    expect(check(put({ stake: STAKE + 1n }))).toThrow('is held from');
    expect(check(put({ online: false }))).toThrow('and is due 0');
    expect(check((world) => Weights.clear(world.chain.context))).toThrow('has no weight');
    expect(check((world) => Stashes.put(world.chain.context, account(98), who))).toThrow(
      'is not its worker key',
    );
    expect(check(put({}))).not.toThrow();
  });
});

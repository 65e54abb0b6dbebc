import { describe, expect, it } from 'vitest';
import { account, SOLVERS, STAKE, VERIFIERS } from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import { stakes } from './declaration.ts';
import { stakesPallet } from './pallet.ts';

const SOLVER = { type: 'Solver' as const };

describe('a worker key', () => {
  const key = account(99);
  const propose = (worker: string | undefined) => stakesPallet.call('proposeWorkerKey', { worker });
  const accept = (stash: string) => stakesPallet.call('acceptWorkerKey', { stash });

  it('acts for the account that named it once it accepts, until another does', () => {
    const world = new World();
    const [stash] = SOLVERS as [string];
    const offline = stakesPallet.call('setOnline', { role: SOLVER, online: false });
    expect(world.failure(key, accept(stash))).toBe('Stakes.NotProposed');
    world.do(stash, propose(key));
    expect(world.failure(key, offline)).toBe('Stakes.NotRegistered');
    world.do(key, accept(stash));
    world.do(key, offline);
    expect(world.stake('Solver', stash).online).toBe(false);
    expect(world.failure(key, stakesPallet.call('unbond', { role: SOLVER, amount: 1n }))).toBe(
      'Stakes.NotRegistered',
    );
    expect(
      world.failure(key, stakesPallet.call('register', { role: SOLVER, amount: STAKE, price: 1n })),
    ).toBe('Stakes.IsWorkerKey');
    world.do(stash, propose(account(98)));
    world.do(key, stakesPallet.call('setOnline', { role: SOLVER, online: true }));
    world.do(account(98), accept(stash));
    expect(world.failure(key, offline)).toBe('Stakes.NotRegistered');
    world.do(stash, propose(undefined));
    expect(world.failure(account(98), offline)).toBe('Stakes.NotRegistered');
    expect([...stakes.storage.Stashes.keys(world.chain.context)]).toEqual([]);
  });

  it('has no stake and no other account', () => {
    const world = new World();
    const [first, second] = SOLVERS as [string, string];
    world.do(first, propose(VERIFIERS[0]!));
    expect(world.failure(VERIFIERS[0]!, accept(first))).toBe('Stakes.BadWorkerKey');
    expect(world.failure(first, propose(first))).toBe('Stakes.BadWorkerKey');
    for (const stash of [first, second]) world.do(stash, propose(key));
    world.do(key, accept(first));
    expect(world.failure(key, accept(second))).toBe('Stakes.IsWorkerKey');
    expect(world.failure(key, propose(account(98)))).toBe('Stakes.IsWorkerKey');
  });
});

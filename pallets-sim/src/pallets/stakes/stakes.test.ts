import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { base58Encode, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, ENDOWMENT, SOLVERS, STAKE, VERIFIERS, World } from '../../../test/protocol/world.ts';
import { UNIT } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { system } from '../system/declaration.ts';
import { stakes } from './declaration.ts';
import { drawTicket, type Ticket } from './lottery.ts';
import { stakesPallet } from './pallet.ts';
import { peerMessage } from './peer.ts';

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
      price: 1n,
      online: true,
      duties: 0,
      completed: 0,
      slashed: 0n,
    });
    world.do(someone, stakesPallet.call('unregister', { role: SOLVER }));
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
      stakesPallet.call('unregister', { role: SOLVER }),
    ]) {
      expect(world.failure(someone, call)).toBe('Stakes.NotRegistered');
    }
    const nothing = stakesPallet.call('bondMore', { role: SOLVER, amount: 0n });
    expect(world.failure(SOLVERS[0]!, nothing)).toBe('Stakes.ZeroAmount');
  });

  it('is for as long as a duty lasts', () => {
    const world = new World({ verifiers: 1 });
    world.submit({ verifiers: 1 });
    world.until('Profiling');
    const leave = stakesPallet.call('unregister', { role: VERIFIER });
    expect(world.failure(VERIFIERS[0]!, leave)).toBe('Stakes.OnDuty');
    world.profile();
    world.do(VERIFIERS[0]!, leave);
  });
});

describe('a draw', () => {
  const draw = { randomness: new Uint8Array(32), domain: 'solver', task: 0, attempt: 0, count: 0 };
  const tickets = fc.uniqueArray(
    fc.record({
      account: fc.integer({ min: 1, max: 1000 }).map(account),
      weight: fc.bigInt({ min: 0n, max: 10n ** 30n }),
    }),
    { selector: (ticket: Ticket) => ticket.account, minLength: 1, maxLength: 20 },
  );

  it('does not depend on who came first', () => {
    fc.assert(
      fc.property(tickets, fc.nat(), fc.nat(), (list, count, shuffle) => {
        const turned = [
          ...list.slice(shuffle % list.length),
          ...list.slice(0, shuffle % list.length),
        ].reverse();
        expect(drawTicket(turned, { ...draw, count })).toBe(drawTicket(list, { ...draw, count }));
      }),
    );
  });

  it('goes by weight', () => {
    const list = [
      { account: account(1), weight: 3n },
      { account: account(2), weight: 1n },
      { account: account(3), weight: 0n },
    ];
    const wins = new Map<string, number>();
    for (let count = 0; count < 4000; count++) {
      const winner = drawTicket(list, { ...draw, count })!;
      wins.set(winner, (wins.get(winner) ?? 0) + 1);
    }
    expect(wins.get(account(1))! / 4000).toBeCloseTo(0.75, 1);
    expect(wins.has(account(3))).toBe(false);
    expect(drawTicket([], draw)).toBeUndefined();
    expect(drawTicket(list.slice(2), draw)).toBeUndefined();
  });

  it('gives the cheaper of two Solvers with equal stakes the better chance', () => {
    let cheap = 0;
    for (let offset = 0; offset < 24; offset++) {
      const world = new World({ solvers: 2 });
      world.do(SOLVERS[0]!, stakesPallet.call('setPrice', { role: SOLVER, price: 40_000_000_000_000n }));
      world.chain.nextBlock(offset);
      world.submit();
      world.profile();
      world.until('Assigned');
      if (world.task.solver === SOLVERS[0]) cheap += 1;
    }
    // Ten to one on average.
    expect(cheap).toBeGreaterThan(16);
  });
});

describe('a peer', () => {
  const pair = ed25519PairFromSeed(new Uint8Array(32).fill(9));
  const peerId = base58Encode(Uint8Array.of(0, 0x24, 8, 1, 0x12, 0x20, ...pair.publicKey));
  const bind = (world: World, who: string, changes: object = {}) => {
    const genesis = system.storage.BlockHash.get(world.chain.context, 0);
    return stakesPallet.call('bindPeer', {
      peerId,
      addresses: ['/ip4/127.0.0.1/tcp/4001'],
      publicKey: pair.publicKey,
      signature: ed25519Sign(peerMessage(genesis, who), pair),
      ...changes,
    });
  };

  it('is tied to the account that its key signed for', () => {
    const world = new World();
    world.do(someone, bind(world, someone));
    expect(stakes.storage.Peers.get(world.chain.context, someone)).toEqual({
      peerId,
      addresses: ['/ip4/127.0.0.1/tcp/4001'],
    });
  });

  it('is refused with the key of another, for another account or chain', () => {
    const world = new World();
    expect(world.failure(someone, bind(world, SOLVERS[0]!))).toBe('Stakes.BadPeerSignature');
    const other = ed25519PairFromSeed(new Uint8Array(32).fill(8));
    expect(world.failure(someone, bind(world, someone, { publicKey: other.publicKey }))).toBe(
      'Stakes.BadPeerId',
    );
    const signature = ed25519Sign(peerMessage(fromHex(`0x${'01'.repeat(32)}`), someone), pair);
    expect(world.failure(someone, bind(world, someone, { signature }))).toBe('Stakes.BadPeerSignature');
    const addresses = new Array(9).fill('/ip4/127.0.0.1/tcp/1');
    expect(world.failure(someone, bind(world, someone, { addresses }))).toBe('Stakes.TooManyAddresses');
  });
});

import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { base58Encode, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { UNIT } from '../../src/pallets/balances/declaration.ts';
import { stakes } from '../../src/pallets/stakes/declaration.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { peerMessage } from '../../src/pallets/stakes/peer.ts';
import { system } from '../../src/pallets/system/declaration.ts';
import { PRICE } from '../protocol/cast.ts';
import { tinySpec } from '../protocol/tiny-training.ts';
import type { Town } from './town.ts';

/** Verifiers are wanted for most: to profile, to verify, and to be witnesses of what those do who are none of these. */
const ROLES: readonly RoleName[] = ['Solver', 'Verifier', 'Verifier', 'Whistleblower'];
const STAKE = 500n * UNIT;
const PEER = ed25519PairFromSeed(new Uint8Array(32).fill(9));
const PEER_ID = base58Encode(Uint8Array.of(0, 0x24, 8, 1, 0x12, 0x20, ...PEER.publicKey));

/** A call about the stake of somebody, which may be refused. */
export function stakeCall(town: Town, who: string): RuntimeCall {
  const { dice, chain } = town;
  const role = { type: dice.one(ROLES) };
  const amount = dice.one([STAKE, STAKE, STAKE / 4n, 1n, 0n]);
  const price = role.type === 'Solver' ? dice.one([PRICE / 4n, PRICE]) : 0n;
  const named = stakes.storage.ProposedKeys;
  const [stash] = dice.one([...named.keys(chain.context), [dice.one(town.accounts)]]) ?? [who];
  const asked = dice.one(['register', 'register', 'online', 'online', 'online', 'more'] as const);
  // Without enough that serve nothing would ever happen.
  if (asked === 'register' && town.keys.includes(who)) return stakesPallet.call('heartbeat', {});
  if (asked === 'register') return stakesPallet.call('register', { role, amount: STAKE, price });
  if (asked === 'online') return stakesPallet.call('setOnline', { role, online: !dice.sometimes(5) });
  return dice.one([
    stakesPallet.call('bondMore', { role, amount }),
    stakesPallet.call('unbond', { role, amount }),
    stakesPallet.call('unbond', { role, amount: STAKE }),
    stakesPallet.call('rebond', { role, amount }),
    stakesPallet.call('withdrawUnbonded', { role }),
    stakesPallet.call('withdrawUnbonded', { role }),
    stakesPallet.call('setPrice', { role, price }),
    stakesPallet.call('setCapacity', { role, capacity: dice.below(70) }),
    stakesPallet.call('heartbeat', {}),
    stakesPallet.call('proposeWorkerKey', {
      worker: dice.sometimes(4) ? undefined : dice.one(dice.sometimes(4) ? town.accounts : town.keys),
    }),
    stakesPallet.call('acceptWorkerKey', { stash }),
    bindPeer(town, who),
  ]);
}

/** Somebody who was leaving stays. */
export function rebondSome(town: Town): void {
  const leaving = [...stakes.storage.Registrations.entries(town.chain.context)].flatMap(
    ([[role, who], { unbonding }]) => unbonding.map(({ amount }) => ({ who, role, amount })),
  );
  if (leaving.length === 0) return;
  const { who, role, amount } = town.dice.one(leaving);
  town.try(who, stakesPallet.call('rebond', { role, amount }));
}

/** The worker keys that were named accept; few would by chance. */
export function acceptKeys(town: Town): void {
  for (const [[stash], worker] of [...stakes.storage.ProposedKeys.entries(town.chain.context)]) {
    if (town.dice.sometimes(4)) town.try(worker, stakesPallet.call('acceptWorkerKey', { stash }));
  }
}

function bindPeer({ dice, chain, accounts }: Town, who: string): RuntimeCall {
  const expiry = chain.blockNumber() + dice.one([-1, 100]);
  const signer = dice.sometimes(3) ? dice.one(accounts) : who;
  const genesis = system.storage.BlockHash.get(chain.context, 0);
  return stakesPallet.call('bindPeer', {
    peerId: PEER_ID,
    addresses: [],
    encryptionKey: new Uint8Array(32),
    expiry: Math.max(expiry, 0),
    publicKey: PEER.publicKey,
    signature: ed25519Sign(peerMessage(genesis, signer, PEER.publicKey, Math.max(expiry, 0)), PEER),
  });
}

/** A spec that may be anything that a Submitter asks for, and now and then what cannot be had. */
export function someSpec({ dice }: Town, base: number | undefined) {
  const file = { root: new Uint8Array(32), bytes: 10n };
  return tinySpec({
    mode: { type: dice.sometimes(3) ? 'Tolerant' : 'Reproducible' },
    stallBlocks: dice.one([3, 6]),
    sampleRate: dice.one([1, 1_000_000, 1_000_000]),
    verifiers: dice.one([1, 2, 3, 8, 8 + dice.below(2)]),
    profilers: dice.one([1, 2, 3]),
    maxPrice: dice.one([PRICE, PRICE / 2n]),
    base: dice.sometimes(6) ? base : undefined,
    sealed: dice.sometimes(3) ? { program: file, dataset: file } : undefined,
  });
}

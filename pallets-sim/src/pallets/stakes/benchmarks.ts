import { MAX_UNBONDING } from '@plumbline/runtime-types/domain/limits';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { base58Encode, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { type Benchmark, type Benchmarks, CALLER, OTHER } from '../../frame/benchmark.ts';
import type { Context, RuntimeCall } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { blockNumber } from '../system/block.ts';
import { system } from '../system/declaration.ts';
import { crowd, registerRich, STAKE, THIRD } from './benchmark-crowd.ts';
import { unbond } from './bond.ts';
import { stakes } from './declaration.ts';
import { stakesPallet } from './pallet.ts';
import { peerMessage } from './peer.ts';
import { ensureRegistered, minimumStake, putRegistration } from './registry.ts';
import { acceptWorkerKey, proposeWorkerKey } from './worker-key.ts';

const ROLES: readonly RoleName[] = ['Solver', 'Verifier', 'Whistleblower'];
const role = { type: 'Solver' as const };
const PRICE = 1_000n;
/** Far from every other price class, so that both ways down the tree change. */
const OTHER_PRICE = 1_000_000_000n;

/** A call of an account that stands in the midst of many; its worker key signs where that may. */
function ofCaller(call: RuntimeCall, prepare?: (context: Context) => void, by = CALLER): Benchmark {
  return {
    setUp(context) {
      crowd(context, PRICE);
      crowd(context, OTHER_PRICE);
      prepare?.(context);
      return { origin: signed(by), call };
    },
  };
}

const registered = (context: Context, roles: readonly RoleName[] = ['Solver']): void => {
  for (const each of roles) registerRich(context, CALLER, each, PRICE);
};

/** A stake of which as many parts are on their way back as can be, less `room`. */
const leaving = (room: number) => (context: Context) => {
  registered(context);
  const part = (STAKE - minimumStake(context, 'Solver')) / BigInt(2 * MAX_UNBONDING);
  for (let index = room; index < MAX_UNBONDING; index++) unbond(context, CALLER, 'Solver', part);
};

/** The worker key of the caller acts for it. */
const worker = (context: Context, prepare: (context: Context) => void = registered): void => {
  prepare(context);
  proposeWorkerKey(context, CALLER, OTHER);
  acceptWorkerKey(context, OTHER, CALLER);
};

const byWorker = (call: RuntimeCall, prepare?: (context: Context) => void) =>
  ofCaller(call, (context) => worker(context, prepare), OTHER);

/** All that is held has waited long enough: the last of it ends the role. */
function allIsDue(context: Context): void {
  leaving(0)(context);
  const entry = ensureRegistered(context, 'Solver', CALLER);
  const now = blockNumber(context);
  const unbonding = entry.unbonding.map((chunk) => ({ ...chunk, freeAt: now }));
  const all = { ...entry, stake: 0n, unbonding: [...unbonding.slice(1), { amount: STAKE, freeAt: now }] };
  const held = all.unbonding.reduce((sum, { amount }) => sum + amount, 0n);
  putRegistration(context, 'Solver', CALLER, {
    ...all,
    unbonding: [...all.unbonding.slice(0, -1), { amount: STAKE - (held - STAKE), freeAt: now }],
  });
}

const peerKey = ed25519PairFromSeed(new Uint8Array(32).fill(3));
const peerId = base58Encode(Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20, ...peerKey.publicKey));
const EXPIRY = 1_000;

const bindPeer: Benchmark = {
  setUp(context) {
    worker(context);
    const genesis = system.storage.BlockHash.get(context, 0);
    const args = {
      peerId,
      addresses: new Array<string>(8).fill('a'.repeat(256)),
      publicKey: peerKey.publicKey,
      encryptionKey: new Uint8Array(32),
      expiry: EXPIRY,
      signature: ed25519Sign(peerMessage(genesis, CALLER, peerKey.publicKey, EXPIRY), peerKey),
    };
    return { origin: signed(OTHER), call: stakesPallet.call('bindPeer', args) };
  },
};

const amount = STAKE;

export const stakesBenchmarks: Benchmarks = {
  register: ofCaller(stakesPallet.call('register', { role, amount, price: PRICE }), (context) =>
    registered(context, ['Verifier', 'Whistleblower']),
  ),
  bondMore: ofCaller(stakesPallet.call('bondMore', { role, amount }), leaving(0)),
  setPrice: byWorker(stakesPallet.call('setPrice', { role, price: OTHER_PRICE }), leaving(0)),
  setOnline: byWorker(stakesPallet.call('setOnline', { role, online: false }), leaving(0)),
  setCapacity: byWorker(stakesPallet.call('setCapacity', { role, capacity: 64 }), leaving(0)),
  // All were found absent, so each comes back into the draws.
  heartbeat: byWorker(stakesPallet.call('heartbeat', {}), (context) => {
    registered(context, ROLES);
    for (const each of ROLES) {
      putRegistration(context, each, CALLER, { ...ensureRegistered(context, each, CALLER), absent: true });
    }
  }),
  unbond: ofCaller(stakesPallet.call('unbond', { role, amount: 1n }), leaving(1)),
  rebond: ofCaller(stakesPallet.call('rebond', { role, amount: 1n }), leaving(0)),
  withdrawUnbonded: ofCaller(stakesPallet.call('withdrawUnbonded', { role }), allIsDue),
  proposeWorkerKey: [
    ofCaller(stakesPallet.call('proposeWorkerKey', { worker: THIRD }), worker),
    ofCaller(stakesPallet.call('proposeWorkerKey', { worker: undefined }), (context) => {
      worker(context);
      proposeWorkerKey(context, CALLER, THIRD);
    }),
  ],
  // Another had that right before.
  acceptWorkerKey: ofCaller(
    stakesPallet.call('acceptWorkerKey', { stash: CALLER }),
    (context) => {
      worker(context);
      stakes.storage.ProposedKeys.put(context, CALLER, THIRD);
    },
    THIRD,
  ),
  bindPeer,
};

import { role } from '@plumbline/runtime-types/domain/roles';
import { accountId, fixedBytes, option, vec } from '@plumbline/runtime-types/scale/composites';
import { bool, str, u32, u64, u128 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { bondMore, rebond, unbond, withdrawUnbonded } from './bond.ts';
import { checkStakes } from './check.ts';
import { stakes } from './declaration.ts';
import { genesis } from './genesis.ts';
import { bindPeer } from './peer.ts';
import { heartbeat, setOnline } from './presence.ts';
import { register } from './register.ts';
import { setCapacity, setPrice } from './terms.ts';
import { WEIGHTS } from './weights.generated.ts';
import { acceptWorkerKey, actingFor, proposeWorkerKey } from './worker-key.ts';

export const stakesPallet = definePallet(stakes, {
  calls: {
    register: call(
      {
        docs: 'Takes a role, holding an amount; Solvers say what they ask per 10⁹ units.',
        args: { role, amount: u128, price: u64 },
        weight: WEIGHTS.register,
      },
      (context, origin, args) =>
        register(context, ensureSigned(origin), args.role.type, args.amount, args.price),
    ),
    bondMore: call(
      {
        docs: 'Raises the stake of a role.',
        args: { role, amount: u128 },
        weight: WEIGHTS.bondMore,
      },
      (context, origin, args) => bondMore(context, ensureSigned(origin), args.role.type, args.amount),
    ),
    setPrice: call(
      {
        docs: 'Asks another price per 10⁹ units.',
        args: { role, price: u64 },
        weight: WEIGHTS.setPrice,
      },
      (context, origin, args) => setPrice(context, actingFor(context, origin), args.role.type, args.price),
    ),
    setOnline: call(
      {
        docs: 'Takes part in draws, or no more.',
        args: { role, online: bool },
        weight: WEIGHTS.setOnline,
      },
      (context, origin, args) => setOnline(context, actingFor(context, origin), args.role.type, args.online),
    ),
    setCapacity: call(
      {
        docs: 'Takes another number of tasks at a time; each is backed by an equal share of the stake.',
        args: { role, capacity: u32 },
        weight: WEIGHTS.setCapacity,
      },
      (context, origin, args) =>
        setCapacity(context, actingFor(context, origin), args.role.type, args.capacity),
    ),
    heartbeat: call(
      {
        docs: 'Says that the account is there, in all its roles; who does not is left out of draws.',
        weight: WEIGHTS.heartbeat,
      },
      (context, origin) => heartbeat(context, actingFor(context, origin)),
    ),
    unbond: call(
      {
        docs: 'Puts stake on its way back; it can be withdrawn after the waiting time.',
        args: { role, amount: u128 },
        weight: WEIGHTS.unbond,
      },
      (context, origin, args) => unbond(context, ensureSigned(origin), args.role.type, args.amount),
    ),
    rebond: call(
      {
        docs: 'Takes stake that is on its way back into use again.',
        args: { role, amount: u128 },
        weight: WEIGHTS.rebond,
      },
      (context, origin, args) => rebond(context, ensureSigned(origin), args.role.type, args.amount),
    ),
    withdrawUnbonded: call(
      {
        docs: 'Returns stake that has waited long enough, when no task uses it; the last of it ends the role.',
        args: { role },
        weight: WEIGHTS.withdrawUnbonded,
      },
      (context, origin, args) => withdrawUnbonded(context, ensureSigned(origin), args.role.type),
    ),
    proposeWorkerKey: call(
      {
        docs: 'Names the key that may act for the account, once it accepts; none ends that right at once.',
        args: { worker: option(accountId) },
        weight: WEIGHTS.proposeWorkerKey,
      },
      (context, origin, args) => proposeWorkerKey(context, ensureSigned(origin), args.worker),
    ),
    acceptWorkerKey: call(
      {
        docs: 'Becomes the worker key of an account that named it.',
        args: { stash: accountId },
        weight: WEIGHTS.acceptWorkerKey,
      },
      (context, origin, args) => acceptWorkerKey(context, ensureSigned(origin), args.stash),
    ),
    bindPeer: call(
      {
        docs: 'Ties a libp2p peer to the account until a block: its ed25519 key signs "plumbline/peer", the genesis hash, the account, the peer key and the expiry. Secrets for the account are sealed to the x25519 key.',
        args: {
          peerId: str,
          addresses: vec(str),
          publicKey: fixedBytes(32),
          encryptionKey: fixedBytes(32),
          expiry: u32,
          signature: fixedBytes(64),
        },
        weight: WEIGHTS.bindPeer,
      },
      (context, origin, { publicKey, signature, ...peer }) =>
        bindPeer(context, actingFor(context, origin), peer, publicKey, signature),
    ),
  },
  hooks: { tryState: checkStakes },
  genesis,
});

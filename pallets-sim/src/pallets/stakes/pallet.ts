import { role } from '@plumbline/runtime-types/domain/roles';
import { fixedBytes, vec } from '@plumbline/runtime-types/scale/composites';
import { bool, str, u64, u128 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { weightOf } from '../../frame/weight.ts';
import { stakes } from './declaration.ts';
import { genesis } from './genesis.ts';
import { bindPeer } from './peer.ts';
import { bondMore, register, setOnline, setPrice, unregister } from './registry.ts';

/** Microseconds of an ed25519 verification on the reference machine, in picoseconds. */
const VERIFY_SIGNATURE = 200_000_000n;

export const stakesPallet = definePallet(stakes, {
  calls: {
    register: call(
      {
        docs: 'Takes a role, holding an amount; Solvers say what they ask per 10⁹ units.',
        args: { role, amount: u128, price: u64 },
        weight: weightOf({ reads: 5, writes: 4 }),
      },
      (context, origin, args) =>
        register(context, ensureSigned(origin), args.role.type, args.amount, args.price),
    ),
    bondMore: call(
      {
        docs: 'Raises the stake of a role.',
        args: { role, amount: u128 },
        weight: weightOf({ reads: 3, writes: 3 }),
      },
      (context, origin, args) => bondMore(context, ensureSigned(origin), args.role.type, args.amount),
    ),
    setPrice: call(
      {
        docs: 'Asks another price per 10⁹ units.',
        args: { role, price: u64 },
        weight: weightOf({ reads: 1, writes: 1 }),
      },
      (context, origin, args) => setPrice(context, ensureSigned(origin), args.role.type, args.price),
    ),
    setOnline: call(
      {
        docs: 'Takes part in draws, or no more.',
        args: { role, online: bool },
        weight: weightOf({ reads: 2, writes: 1 }),
      },
      (context, origin, args) => setOnline(context, ensureSigned(origin), args.role.type, args.online),
    ),
    unregister: call(
      {
        docs: 'Leaves a role and releases its stake; refused while a task uses it.',
        args: { role },
        weight: weightOf({ reads: 4, writes: 4 }),
      },
      (context, origin, args) => unregister(context, ensureSigned(origin), args.role.type),
    ),
    bindPeer: call(
      {
        docs: 'Ties a libp2p peer to the account: its ed25519 key signs "plumbline/peer", the genesis hash and the account.',
        args: { peerId: str, addresses: vec(str), publicKey: fixedBytes(32), signature: fixedBytes(64) },
        weight: weightOf({ reads: 1, writes: 1, compute: VERIFY_SIGNATURE }),
      },
      (context, origin, { peerId, addresses, publicKey, signature }) =>
        bindPeer(context, ensureSigned(origin), { peerId, addresses }, publicKey, signature),
    ),
  },
  genesis,
});

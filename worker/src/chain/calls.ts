import { type Move, move } from '@plumbline/runtime-types/domain/move';
import { type RoleName, role } from '@plumbline/runtime-types/domain/roles';
import {
  type ProfileReport,
  profileReport,
  type Verdict,
  verdict,
} from '@plumbline/runtime-types/domain/task';
import { type TaskSpec, taskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { vec } from '@plumbline/runtime-types/scale/composites';
import { bool, str, u32, u64, u128 } from '@plumbline/runtime-types/scale/primitives';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ApiPromise } from '@polkadot/api';
import { ChainError } from './errors.ts';
import type { Call } from './submit.ts';

/** One argument, encoded by its own shape: polkadot.js takes SCALE bytes for any type. */
type Argument = Uint8Array;

function argument<T>(shape: Shape<T>, value: T): Argument {
  return shape.codec.enc(value);
}

const textList = vec(str);

/** The calls that workers and Submitters make, from plain domain values. */
export type Calls = ReturnType<typeof createCalls>;

export function createCalls(api: ApiPromise) {
  const call = (pallet: string, name: string, ...args: Argument[]): Call => {
    const make = api.tx[pallet]?.[name];
    if (make === undefined) {
      const message = `the chain has no call ${pallet}.${name}: this worker is for another version of the chain`;
      throw new ChainError('WrongChain', message, { pallet, call: name });
    }
    return make(...args);
  };
  const roleOf = (name: RoleName): Argument => argument(role, { type: name });
  return {
    register: (as: RoleName, amount: bigint, price: bigint): Call =>
      call('stakes', 'register', roleOf(as), argument(u128, amount), argument(u64, price)),
    bondMore: (as: RoleName, amount: bigint): Call =>
      call('stakes', 'bondMore', roleOf(as), argument(u128, amount)),
    setPrice: (as: RoleName, price: bigint): Call =>
      call('stakes', 'setPrice', roleOf(as), argument(u64, price)),
    setOnline: (as: RoleName, online: boolean): Call =>
      call('stakes', 'setOnline', roleOf(as), argument(bool, online)),
    bindPeer: (peerId: string, addresses: string[], publicKey: Uint8Array, signature: Uint8Array): Call =>
      call('stakes', 'bindPeer', argument(str, peerId), argument(textList, addresses), publicKey, signature),
    submit: (spec: TaskSpec): Call => call('tasks', 'submit', argument(taskSpec, spec)),
    cancel: (task: number): Call => call('tasks', 'cancel', argument(u32, task)),
    reportProfile: (task: number, report: ProfileReport): Call =>
      call('tasks', 'reportProfile', argument(u32, task), argument(profileReport, report)),
    start: (task: number): Call => call('tasks', 'start', argument(u32, task)),
    progress: (task: number, checkpoint: number, root: Hash, loss: number): Call =>
      call('tasks', 'progress', argument(u32, task), argument(u32, checkpoint), root, argument(u32, loss)),
    complete: (task: number, proofRoot: Hash): Call =>
      call('tasks', 'complete', argument(u32, task), proofRoot),
    commitVerdict: (task: number, commitment: Hash): Call =>
      call('tasks', 'commitVerdict', argument(u32, task), commitment),
    revealVerdict: (task: number, said: Verdict, salt: Uint8Array): Call =>
      call('tasks', 'revealVerdict', argument(u32, task), argument(verdict, said), salt),
    challenge: (task: number, interval: number): Call =>
      call('disputes', 'challenge', argument(u32, task), argument(u32, interval)),
    play: (dispute: number, round: number, played: Move): Call =>
      call('disputes', 'play', argument(u32, dispute), argument(u32, round), argument(move, played)),
  };
}

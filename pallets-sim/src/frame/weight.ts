import { struct } from '@plumbline/runtime-types/scale/composites';
import { compactU64 } from '@plumbline/runtime-types/scale/primitives';
import { variant } from '@plumbline/runtime-types/scale/variants';

/** What a call costs: picoseconds of a reference machine, and bytes of storage proof. */
export interface Weight {
  readonly refTime: bigint;
  readonly proofSize: bigint;
}

export const weightShape = struct(['sp_weights', 'weight_v2', 'Weight'], {
  refTime: compactU64,
  proofSize: compactU64,
});

export const ZERO_WEIGHT: Weight = { refTime: 0n, proofSize: 0n };

/** Picoseconds that one storage read and one storage write are charged, as `RocksDbWeight`. */
export const DB_READ = 25_000_000n;
export const DB_WRITE = 100_000_000n;
/** Proof bytes assumed for one storage item that is read, besides those of its value. */
const PROOF_PER_READ = 1_500n;

/** What a call does: storage items read and written, bytes of the values read, and picoseconds of computing. */
export interface CallCost {
  readonly reads?: number;
  readonly writes?: number;
  readonly bytes?: number;
  readonly compute?: bigint;
}

/**
 * The weight of a call from what it touches.
 * @example weightOf({ reads: 3, writes: 2, compute: 40_000_000n })
 */
export function weightOf({ reads = 0, writes = 0, bytes = 0, compute = 10_000_000n }: CallCost): Weight {
  return {
    refTime: compute + BigInt(reads) * DB_READ + BigInt(writes) * DB_WRITE,
    proofSize: BigInt(reads) * PROOF_PER_READ + BigInt(bytes),
  };
}

/** The weight of a call that grows with its arguments, from what it costs at least and for each byte or item. */
export function linearWeight(base: CallCost, each: CallCost): (size: number) => Weight {
  const [fixed, slope] = [weightOf(base), weightOf(each)];
  return (size) => addWeights(fixed, scaleWeight(slope, size));
}

export function scaleWeight(weight: Weight, times: number): Weight {
  return { refTime: weight.refTime * BigInt(times), proofSize: weight.proofSize * BigInt(times) };
}

export function addWeights(...weights: readonly Weight[]): Weight {
  let refTime = 0n;
  let proofSize = 0n;
  for (const weight of weights) {
    refTime += weight.refTime;
    proofSize += weight.proofSize;
  }
  return { refTime, proofSize };
}

/** `weight − less`, never under zero. */
export function subtractWeight(weight: Weight, less: Weight): Weight {
  return {
    refTime: weight.refTime > less.refTime ? weight.refTime - less.refTime : 0n,
    proofSize: weight.proofSize > less.proofSize ? weight.proofSize - less.proofSize : 0n,
  };
}

/** The lesser of both in each dimension. */
export function smallerWeight(left: Weight, right: Weight): Weight {
  return {
    refTime: left.refTime < right.refTime ? left.refTime : right.refTime,
    proofSize: left.proofSize < right.proofSize ? left.proofSize : right.proofSize,
  };
}

/** Whether either dimension of `weight` is over `limit`. */
export function exceeds(weight: Weight, limit: Weight): boolean {
  return weight.refTime > limit.refTime || weight.proofSize > limit.proofSize;
}

export type DispatchClassName = 'Normal' | 'Operational' | 'Mandatory';

export const dispatchClass = variant(['frame_support', 'dispatch', 'DispatchClass'], {
  Normal: null,
  Operational: null,
  Mandatory: null,
});

export const pays = variant(['frame_support', 'dispatch', 'Pays'], { Yes: null, No: null });

/** What is known about a call before it runs. */
export interface DispatchInfo {
  readonly weight: Weight;
  readonly class: DispatchClassName;
  readonly paysFee: boolean;
}

/** What a call says after it ran: the weight that it took, if under what was announced, and whether it pays. */
export interface PostDispatchInfo {
  readonly actualWeight?: Weight | undefined;
  readonly paysFee: boolean;
}

/** What a call is charged in the end: what it says that it took, never more than it announced. */
export function weightUsed(info: DispatchInfo, post: PostDispatchInfo): Weight {
  return post.actualWeight === undefined ? info.weight : smallerWeight(post.actualWeight, info.weight);
}

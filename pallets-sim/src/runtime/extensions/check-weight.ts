import { struct } from '@plumbline/runtime-types/scale/composites';
import { unit } from '@plumbline/runtime-types/scale/primitives';
import type { Context } from '../../frame/context.ts';
import { addWeights, type DispatchInfo, exceeds, subtractWeight, weightUsed } from '../../frame/weight.ts';
import { system } from '../../pallets/system/declaration.ts';
import { BLOCK_LENGTH, BLOCK_WEIGHTS, CLASS_KEY } from '../../pallets/system/limits.ts';
import { invalid } from '../validity.ts';
import type { PostDispatch, SignedExtension } from './extension.ts';

/** No block heavier or longer than it may be. */
export const checkWeight: SignedExtension<Record<never, never>, undefined> = {
  identifier: 'CheckWeight',
  extra: struct(['frame_system', 'extensions', 'check_weight', 'CheckWeight'], {}),
  additional: unit,
  additionalSigned: () => undefined,
  check: (context, { info, bytes }) => checkExtrinsic(context, info, bytes),
  prepare: (context, { info, bytes }) => takeBlockSpace(context, info, bytes),
};

/** Whether an extrinsic would fit an empty block, and its bytes this one. */
function checkExtrinsic(context: Context, info: DispatchInfo, bytes: number): undefined {
  const key = CLASS_KEY[info.class];
  const used = system.storage.AllExtrinsicsLen.peek(context) ?? 0;
  const { maxExtrinsic } = BLOCK_WEIGHTS.perClass[key];
  if (used + bytes > BLOCK_LENGTH.max[key]) throw invalid('ExhaustsResources');
  if (maxExtrinsic !== undefined && exceeds(info.weight, maxExtrinsic)) throw invalid('ExhaustsResources');
}

/** As the extension does for signed extrinsics: for those that nobody signs. */
export function reserveBlockSpace(context: Context, info: DispatchInfo, bytes: number): PostDispatch {
  checkExtrinsic(context, info, bytes);
  return takeBlockSpace(context, info, bytes);
}

/**
 * Takes an extrinsic's weight and bytes from what the block has left, or throws `ExhaustsResources`. Afterwards,
 * what the call did not use is given back.
 */
function takeBlockSpace(context: Context, info: DispatchInfo, bytes: number): PostDispatch {
  const { BlockWeight, AllExtrinsicsLen } = system.storage;
  const key = CLASS_KEY[info.class];
  const limits = BLOCK_WEIGHTS.perClass[key];
  const before = BlockWeight.peek(context);
  const after = { ...before, [key]: addWeights(before[key], info.weight, limits.baseExtrinsic) };
  const total = addWeights(after.normal, after.operational, after.mandatory);
  const { maxTotal, reserved } = limits;
  if (maxTotal !== undefined && exceeds(after[key], maxTotal)) throw invalid('ExhaustsResources');
  if (reserved !== undefined && exceeds(total, BLOCK_WEIGHTS.maxBlock) && exceeds(after[key], reserved)) {
    throw invalid('ExhaustsResources');
  }
  BlockWeight.putShared(context, after);
  AllExtrinsicsLen.putShared(context, (AllExtrinsicsLen.peek(context) ?? 0) + bytes);
  return ({ post }) => {
    const unspent = subtractWeight(info.weight, weightUsed(info, post));
    if (unspent.refTime === 0n && unspent.proofSize === 0n) return;
    BlockWeight.mutate(context, (all) => ({ ...all, [key]: subtractWeight(all[key], unspent) }));
  };
}

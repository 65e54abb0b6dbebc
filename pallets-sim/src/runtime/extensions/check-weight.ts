import { struct } from '@plumbline/runtime-types/scale/composites';
import { unit } from '@plumbline/runtime-types/scale/primitives';
import type { Context } from '../../frame/context.ts';
import { addWeights, type DispatchInfo, exceeds, subtractWeight, weightUsed } from '../../frame/weight.ts';
import { changeBlockWeight } from '../../pallets/system/block.ts';
import { system } from '../../pallets/system/declaration.ts';
import { BLOCK_LENGTH, BLOCK_WEIGHTS, CLASS_KEY } from '../../pallets/system/limits.ts';
import { invalid } from '../validity.ts';
import type { PostDispatch, SignedExtension } from './extension.ts';

const LENGTH = system.storage.AllExtrinsicsLen.at();

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
export function checkExtrinsic(context: Context, info: DispatchInfo, bytes: number): undefined {
  const key = CLASS_KEY[info.class];
  const used = LENGTH.peek(context) ?? 0;
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
  const key = CLASS_KEY[info.class];
  const { baseExtrinsic, maxTotal, reserved } = BLOCK_WEIGHTS.perClass[key];
  const before = system.storage.BlockWeight.peek(context);
  const used = addWeights(info.weight, baseExtrinsic);
  const after = addWeights(before[key], used);
  if (maxTotal !== undefined && exceeds(after, maxTotal)) throw invalid('ExhaustsResources');
  if (reserved !== undefined && exceeds(after, reserved)) {
    const total = addWeights(before.normal, before.operational, before.mandatory, used);
    if (exceeds(total, BLOCK_WEIGHTS.maxBlock)) throw invalid('ExhaustsResources');
  }
  changeBlockWeight(context, info.class, () => after);
  LENGTH.putShared(context, (LENGTH.peek(context) ?? 0) + bytes);
  return ({ post }) => {
    if (post.actualWeight === undefined) return;
    const unspent = subtractWeight(info.weight, weightUsed(info, post));
    if (unspent.refTime === 0n && unspent.proofSize === 0n) return;
    changeBlockWeight(context, info.class, (all) => subtractWeight(all, unspent));
  };
}

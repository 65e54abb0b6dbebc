import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { equalBytes } from '../../frame/bytes.ts';
import type { Context, DispatchOutcome } from '../../frame/context.ts';
import { Place } from '../../frame/place.ts';
import {
  addWeights,
  type DispatchClassName,
  type DispatchInfo,
  type PostDispatchInfo,
  subtractWeight,
  type Weight,
  weightUsed,
} from '../../frame/weight.ts';
import { system } from './declaration.ts';
import { countEvents } from './events.ts';
import { BLOCK_WEIGHTS, CLASS_KEY } from './limits.ts';
import type { Digest, DispatchEventInfo, Header } from './types.ts';

const { storage, constants } = system;

const BLOCK_WEIGHT = storage.BlockWeight.at();
const PHASE = storage.ExecutionPhase.at();
const MAX_U32 = 0xffff_ffff;
/** The well-known key that says which extrinsic is being applied. */
const EXTRINSIC_INDEX = new Place<number, number>(
  new TextEncoder().encode(':extrinsic_index'),
  u32,
  u32.codec.enc(0),
);

/** Number of the block under construction. */
export const blockNumber = (context: Context): number => storage.Number.peek(context);

/** What stands for the hash of the block before the first, as in Substrate. */
const HASH_BEFORE_GENESIS = new Uint8Array(32).fill(69);

/** The state before the first block. */
export function buildGenesis(context: Context): void {
  storage.BlockHash.put(context, 0, HASH_BEFORE_GENESIS);
  storage.ParentHash.put(context, HASH_BEFORE_GENESIS);
  noteRuntimeVersion(context);
  EXTRINSIC_INDEX.putShared(context, 0);
}

/** Whether the runtime is of another version than the one that ran last. */
export function runtimeUpgraded(context: Context): boolean {
  const { specVersion, specName } = constants.Version;
  const last = storage.LastRuntimeUpgrade.get(context);
  return last === undefined || last.specVersion < specVersion || last.specName !== specName;
}

/** Remembers which version of the runtime ran last. */
export function noteRuntimeVersion(context: Context): void {
  const { specVersion, specName } = constants.Version;
  storage.LastRuntimeUpgrade.put(context, { specVersion, specName });
}

/** Begins a block. */
export function initialize(context: Context, number: number, parentHash: Uint8Array, digest: Digest): void {
  PHASE.putShared(context, { type: 'Initialization' });
  EXTRINSIC_INDEX.putShared(context, 0);
  storage.Number.put(context, number);
  storage.Digest.put(context, digest);
  storage.ParentHash.put(context, parentHash);
  storage.BlockHash.put(context, number - 1, parentHash);
  storage.BlockWeight.remove(context);
}

/** Whether the state is within the block after this one: it has been initialised and not finalised. */
export function isInBlockAfter(context: Context, parentHash: Uint8Array): boolean {
  return PHASE.has(context) && equalBytes(storage.ParentHash.peek(context), parentHash);
}

export function noteFinishedInitialize(context: Context): void {
  PHASE.putShared(context, { type: 'ApplyExtrinsic', value: 0 });
}

/** Keeps an extrinsic's bytes for the extrinsics root. */
export function noteExtrinsic(context: Context, encoded: Uint8Array): void {
  storage.ExtrinsicData.at(extrinsicIndex(context)).putShared(context, encoded);
}

/** Says in an event how an extrinsic went, and moves on to the next. */
export function noteAppliedExtrinsic(context: Context, outcome: DispatchOutcome, info: DispatchInfo): void {
  const dispatchInfo = eventInfo(info, outcome.post);
  if (outcome.ok) system.deposit(context, 'ExtrinsicSuccess', { dispatchInfo });
  else system.deposit(context, 'ExtrinsicFailed', { dispatchError: outcome.error, dispatchInfo });
  const next = extrinsicIndex(context) + 1;
  if (next > MAX_U32) u32.codec.enc(next); // throws, as it would when the bytes are wanted, which is too late
  EXTRINSIC_INDEX.putShared(context, next);
  PHASE.putShared(context, { type: 'ApplyExtrinsic', value: next });
}

/** What was said last: most calls announce what others did, and take that. */
let said: { readonly info: DispatchInfo; readonly event: DispatchEventInfo } | undefined;

function eventInfo(info: DispatchInfo, post: PostDispatchInfo): DispatchEventInfo {
  const isAsAnnounced = post.actualWeight === undefined && post.paysFee;
  if (isAsAnnounced && said?.info === info) return said.event;
  const { baseExtrinsic } = BLOCK_WEIGHTS.perClass[CLASS_KEY[info.class]];
  const event: DispatchEventInfo = {
    weight: addWeights(weightUsed(info, post), baseExtrinsic),
    class: { type: info.class },
    paysFee: { type: info.paysFee && post.paysFee ? 'Yes' : 'No' },
  };
  if (isAsAnnounced) said = { info, event };
  return event;
}

export function noteFinishedExtrinsics(context: Context): void {
  storage.ExtrinsicCount.put(context, extrinsicIndex(context));
  EXTRINSIC_INDEX.remove(context);
  PHASE.putShared(context, { type: 'Finalization' });
}

/** Ends a block and gives its header. */
export function finalize(context: Context): Header {
  countEvents(context);
  PHASE.remove(context);
  storage.AllExtrinsicsLen.remove(context);
  storage.InherentsApplied.remove(context);
  const extrinsics: Uint8Array[] = [];
  const count = storage.ExtrinsicCount.take(context) ?? 0;
  for (let index = 0; index < count; index++) {
    const data = storage.ExtrinsicData.at(index);
    extrinsics.push(data.peek(context));
    data.remove(context);
  }
  const number = storage.Number.get(context);
  const outdated = number - constants.BlockHashCount - 1;
  // The genesis hash (number 0) is kept: extrinsics are signed for it.
  if (outdated > 0) storage.BlockHash.remove(context, outdated);
  return {
    parentHash: storage.ParentHash.get(context),
    number,
    digest: storage.Digest.get(context),
    extrinsicsRoot: context.state.orderedRoot(extrinsics, 0),
    stateRoot: context.state.root(),
  };
}

/** The weight that the block has left for whoever may take it. */
export function remainingWeight(context: Context): Weight {
  const { normal, operational, mandatory } = storage.BlockWeight.get(context);
  return subtractWeight(BLOCK_WEIGHTS.maxBlock, addWeights(normal, operational, mandatory));
}

/** Adds weight to the block without asking whether it fits. */
export function registerWeight(context: Context, weight: Weight, dispatchClass: DispatchClassName): void {
  changeBlockWeight(context, dispatchClass, (all) => addWeights(all, weight));
}

/** Changes the weight that the block has taken for a dispatch class. */
export function changeBlockWeight(
  context: Context,
  dispatchClass: DispatchClassName,
  change: (weight: Weight) => Weight,
): void {
  const { normal, operational, mandatory } = BLOCK_WEIGHT.peek(context);
  if (dispatchClass === 'Mandatory') {
    // Nothing bounds it but what can be encoded, which has to be known here.
    storage.BlockWeight.put(context, { normal, operational, mandatory: change(mandatory) });
    return;
  }
  const isNormal = dispatchClass === 'Normal';
  BLOCK_WEIGHT.putShared(context, {
    normal: isNormal ? change(normal) : normal,
    operational: isNormal ? operational : change(operational),
    mandatory,
  });
}

/** Index of the extrinsic being applied. */
export const extrinsicIndex = (context: Context): number => EXTRINSIC_INDEX.peek(context);

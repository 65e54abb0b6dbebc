import type { Assembly } from './assembly.ts';
import { startsWith } from './bytes.ts';
import type { Context } from './context.ts';
import { palletPrefix } from './hashers.ts';
import type { Pallet } from './pallet.ts';
import { putStorageVersion, storageVersion } from './storage-version.ts';
import { addWeights, type Weight, weightOf } from './weight.ts';

/** Turns a pallet's storage of one version into the next. Runs once, in the first block of the new runtime. */
export interface Migration {
  /** The version of the storage that it takes; it leaves the next one. */
  readonly from: number;
  migrate(context: Context): Weight;
}

const VERSION_WEIGHT = weightOf({ reads: 1, writes: 1, compute: 0n });

/**
 * What happens once, before the first block of a runtime with another version. In FRAME's order: pallets that are new
 * have the version of their code; then, pallet by pallet in the order of indices, its migrations from the version on
 * chain upwards, and its `onRuntimeUpgrade`.
 */
export function upgradePallets(assembly: Assembly, context: Context): Weight {
  const weights: Weight[] = [];
  for (const { pallet } of assembly.pallets) {
    if (hasStorage(context, pallet)) continue;
    putStorageVersion(context, pallet.name, pallet.storageVersion);
    weights.push(VERSION_WEIGHT);
  }
  for (const { pallet } of assembly.pallets) {
    weights.push(...migrate(context, pallet));
    const weight = pallet.hooks.onRuntimeUpgrade?.(context);
    if (weight !== undefined) weights.push(weight);
  }
  return addWeights(...weights);
}

function migrate(context: Context, pallet: Pallet): Weight[] {
  const weights: Weight[] = [];
  for (const { from, migrate: run } of pallet.migrations) {
    if (storageVersion(context, pallet.name) !== from) continue;
    weights.push(run(context), VERSION_WEIGHT);
    putStorageVersion(context, pallet.name, from + 1);
  }
  return weights;
}

function hasStorage(context: Context, { name }: Pallet): boolean {
  const prefix = palletPrefix(name);
  const first = context.state.nextKey(prefix);
  return first !== undefined && startsWith(first, prefix);
}

import type { Assembly } from './assembly.ts';
import type { Context } from './context.ts';
import type { Json } from './genesis.ts';
import { GenesisError, readRecord } from './genesis.ts';
import { putStorageVersion } from './storage-version.ts';
import { addWeights, subtractWeight, type Weight, ZERO_WEIGHT } from './weight.ts';

/** Runs every pallet's `onInitialize`, in the order of indices; returns their weight. */
export function initializePallets(assembly: Assembly, context: Context, block: number): Weight {
  let weight = ZERO_WEIGHT;
  for (const { pallet } of assembly.pallets) {
    weight = addWeights(weight, pallet.hooks.onInitialize?.(context, block) ?? ZERO_WEIGHT);
  }
  return weight;
}

/** Runs every pallet's `onIdle` as long as there is weight left; returns what they used. */
export function idlePallets(assembly: Assembly, context: Context, block: number, remaining: Weight): Weight {
  let used = ZERO_WEIGHT;
  for (const { pallet } of assembly.pallets) {
    const left = subtractWeight(remaining, used);
    used = addWeights(used, pallet.hooks.onIdle?.(context, block, left) ?? ZERO_WEIGHT);
  }
  return used;
}

/** Runs every pallet's `onFinalize`. */
export function finalizePallets(assembly: Assembly, context: Context, block: number): void {
  for (const { pallet } of assembly.pallets) pallet.hooks.onFinalize?.(context, block);
}

/** The key of a pallet in a genesis config: its name in camelCase. */
const genesisKey = (pallet: string): string => pallet.charAt(0).toLowerCase() + pallet.slice(1);

/** Writes the first state. Every pallet gets its part of `config`, or its preset where there is none. */
export function buildGenesis(assembly: Assembly, context: Context, config: Json): void {
  const parts = readRecord(config, 'the document');
  const known = new Set(
    assembly.pallets.flatMap(({ pallet }) => (pallet.genesis === undefined ? [] : [genesisKey(pallet.name)])),
  );
  for (const key of Object.keys(parts)) {
    if (!known.has(key)) {
      throw new GenesisError(key, `no pallet has such a config; there are ${[...known].join(', ')}`);
    }
  }
  for (const { pallet } of assembly.pallets) {
    putStorageVersion(context, pallet.name, pallet.storageVersion);
    pallet.genesis?.build(context, parts[genesisKey(pallet.name)] ?? pallet.genesis.preset);
  }
}

/** The genesis config that stands when nothing is configured. */
export function genesisPreset(assembly: Assembly): Json {
  return Object.fromEntries(
    assembly.pallets.flatMap(({ pallet }) =>
      pallet.genesis === undefined ? [] : [[genesisKey(pallet.name), pallet.genesis.preset]],
    ),
  );
}

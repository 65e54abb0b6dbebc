import type { Chain } from '../../chain/chain.ts';
import { isObject } from '../../chain-spec/lossless-json.ts';
import { NodeError } from '../../errors.ts';
import { type RuntimeMetadata, runtimeMetadata } from '../../metadata/runtime-metadata.ts';
import { storageItem, storagePallet } from '../../metadata/storage-items.ts';
import type { ChangesByHand, StorageChange } from '../../sealing/build-block.ts';
import { childName } from '../../state/child-root-key.ts';
import { invalidParams } from '../errors.ts';
import { hexBytes, type Params, wrong } from '../params.ts';
import { keysUnder } from './state-keys.ts';

/** In the place of an item's name: the names of maps whose entries all go. */
const REMOVE_PREFIX = '$removePrefix';

/**
 * Keys and values to set: `[["0x…", "0x…" | null], …]`, of a child trie with three parts, `[["0x… root's key", "0x…", "0x…"]]`; or, as Chopsticks has it, by pallet and item:
 * `{ System: { Account: [[["5Grw…"], { data: { free: "1000" } }]], Number: 7, $removePrefix: ["BlockHash"] } }`.
 * A value in hex is taken as it is encoded; null deletes.
 */
export function storageChanges(chain: Chain, params: Params): ChangesByHand {
  const values = params.optional(0, 'values');
  if (!isObject(values)) {
    const given = pairs(values);
    return () => given;
  }
  try {
    const metadata = runtimeMetadata(chain);
    const parts = Object.entries(values).flatMap(([pallet, items]): ChangesByHand[] => {
      storagePallet(metadata, pallet); // also one of which nothing is set is there
      if (!isObject(items)) throw new NodeError('BadOption', `${pallet} must be an object of storage items`);
      return Object.entries(items).map(([name, value]) => {
        if (name === REMOVE_PREFIX) return removed(chain, metadata, pallet, value);
        const given = changed(metadata, pallet, name, value);
        return () => given;
      });
    });
    return (state) => parts.flatMap((part) => part(state));
  } catch (error) {
    throw error instanceof NodeError ? invalidParams(`parameter 1 (values): ${error.message}`) : error;
  }
}

function pairs(values: unknown): StorageChange[] {
  const problem =
    'must be a list of pairs ["0x key", "0x value"], with null as the value to delete, or {Pallet: {Item: value}}';
  if (!Array.isArray(values) || values.length === 0) throw wrong(0, 'values', problem);
  return values.map((pair): StorageChange => {
    if (!Array.isArray(pair) || (pair.length !== 2 && pair.length !== 3)) throw wrong(0, 'values', problem);
    const last = pair.at(-1);
    const value = last === null ? undefined : hexBytes(last, 0, 'values');
    const [first, second] = pair.slice(0, -1).map((part) => hexBytes(part, 0, 'values'));
    const child = first && childName(first);
    if (!first || (child !== undefined) !== (second !== undefined) || child?.length === 0) {
      throw wrong(
        0,
        'values',
        'must have the storage key of a child trie, and its key, for a value in that trie',
      );
    }
    return child && second ? [second, value, child] : [first, value];
  });
}

function changed(metadata: RuntimeMetadata, pallet: string, name: string, value: unknown): StorageChange[] {
  const item = storageItem(metadata, pallet, name);
  const encoded = (given: unknown): Uint8Array | undefined => {
    if (given === null) return undefined;
    return typeof given === 'string' && given.startsWith('0x')
      ? hexBytes(given, 0, item.path)
      : item.encode(given);
  };
  if (!item.isMap) return [[item.key([]), encoded(value)]];
  const problem = `${item.path} is a map: give a list of entries [[key, …], value]`;
  if (!Array.isArray(value)) throw new NodeError('BadOption', problem);
  return value.map((entry): StorageChange => {
    if (!Array.isArray(entry) || entry.length !== 2) throw new NodeError('BadOption', problem);
    const [keys, given] = entry;
    return [item.key(Array.isArray(keys) ? keys : [keys]), encoded(given)];
  });
}

/** The entries that the block before has; what the block itself writes stays. */
function removed(chain: Chain, metadata: RuntimeMetadata, pallet: string, names: unknown): ChangesByHand {
  if (!Array.isArray(names))
    throw new NodeError('BadOption', `${REMOVE_PREFIX} of ${pallet} must be a list of names`);
  const prefixes = names.map((name) => storageItem(metadata, pallet, String(name)).prefix);
  return () => {
    const before = chain.stateAt();
    return prefixes.flatMap((prefix) =>
      Array.from(keysUnder(before, prefix), (key): StorageChange => [key, undefined]),
    );
  };
}

import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { ApiPromise } from '@polkadot/api';

type Tree = { [name: string]: unknown };
interface Decoded {
  toHuman(): unknown;
}
interface Key {
  setMeta(meta: unknown): void;
  readonly args: readonly { toString(): string }[];
  readonly outputType: string;
}
interface Entry {
  readonly meta: unknown;
  keyPrefix(): string;
}

/** Entries of the state as Chopsticks decodes them, by what `@polkadot/types` says of each. */
export function asChopsticks(api: ApiPromise, entries: readonly (readonly [string, string | null])[]): Tree {
  const tree: Tree = {};
  for (const [key, value] of entries) {
    const found = Object.entries(api.query).flatMap(([section, items]) =>
      Object.entries(items as unknown as Record<string, Entry>)
        .filter(([, entry]) => typeof entry.keyPrefix === 'function' && key.startsWith(entry.keyPrefix()))
        .map(([method, entry]) => ({ section, method, entry })),
    )[0];
    if (!found) {
      tree[key] = value;
      continue;
    }
    const decoded = api.registry.createType('StorageKey', key) as unknown as Key;
    decoded.setMeta(found.entry.meta);
    const shown =
      value === null
        ? null
        : (
            api.registry.createType(decoded.outputType as 'Raw', fromHex(value)) as unknown as Decoded
          ).toHuman();
    const path = [found.section, found.method, ...(decoded.args.length <= 2 ? decoded.args.map(String) : [])];
    let at = tree;
    for (const name of path.slice(0, -1)) {
      at[name] ??= {};
      at = at[name] as Tree;
    }
    at[path.at(-1)!] = shown;
  }
  return tree;
}

import { equalBytes } from '../bytes.ts';
import { type Cursor, descend, stepInto, topOf } from './cursor.ts';
import { fromNibbles, toNibbles } from './nibbles.ts';
import type { TrieStore } from './trie-store.ts';

/** A key whose value is not the same in two states; undefined: it has none. */
export interface Difference {
  readonly key: Uint8Array;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/**
 * The differences between two states under a prefix, in the order of keys. Parts that both share are not read, so the
 * work grows with the differences and not with the states.
 */
export function* differences(
  store: TrieStore,
  beforeRoot: Uint8Array,
  afterRoot: Uint8Array,
  prefix: Uint8Array,
): Generator<Difference> {
  const path = toNibbles(prefix);
  const before = descend(store, topOf(store, beforeRoot), path);
  const after = descend(store, topOf(store, afterRoot), path);
  yield* below(store, before, after, [...path]);
}

function* below(
  store: TrieStore,
  before: Cursor | undefined,
  after: Cursor | undefined,
  path: readonly number[],
): Generator<Difference> {
  if (before === undefined && after === undefined) return;
  if (before && after && before.offset === after.offset && equalBytes(before.merkleValue, after.merkleValue))
    return;
  const values = { before: valueAt(store, before), after: valueAt(store, after) };
  if (!isSame(values.before, values.after)) yield { key: fromNibbles(path), ...values };
  for (let nibble = 0; nibble < 16; nibble++) {
    const next = [before, after].map((cursor) => cursor && stepInto(store, cursor, nibble));
    yield* below(store, next[0], next[1], [...path, nibble]);
  }
}

function valueAt(store: TrieStore, cursor: Cursor | undefined): Uint8Array | undefined {
  if (!cursor?.node.value || cursor.offset < cursor.node.partial.length) return undefined;
  return store.value(cursor.node.value);
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b);
}

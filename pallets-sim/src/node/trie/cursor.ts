import type { TrieNode } from './trie-node.ts';
import type { TrieStore } from './trie-store.ts';

/**
 * A place in a stored trie, one nibble at a time: at a node, with the first `offset` nibbles of its partial key behind
 * it. Places between nodes exist too, so that two tries can be walked in step however their nodes are cut.
 */
export interface Cursor {
  readonly node: TrieNode;
  readonly offset: number;
  /** The node's merkle value. Two cursors with the same one and the same offset have the same below them. */
  readonly merkleValue: Uint8Array;
}

/** The top of a state, undefined when the state is empty. */
export function topOf(store: TrieStore, root: Uint8Array): Cursor | undefined {
  const node = store.root(root);
  return node && { node, offset: 0, merkleValue: root };
}

/** One nibble further down, undefined when nothing is there. */
export function stepInto(
  store: TrieStore,
  { node, offset, merkleValue }: Cursor,
  nibble: number,
): Cursor | undefined {
  if (offset < node.partial.length) {
    return node.partial[offset] === nibble ? { node, offset: offset + 1, merkleValue } : undefined;
  }
  const child = node.children?.[nibble];
  return child && { node: store.node(child), offset: 0, merkleValue: child };
}

/** Down along the nibbles, undefined when nothing is there. */
export function descend(store: TrieStore, from: Cursor | undefined, nibbles: Uint8Array): Cursor | undefined {
  let cursor = from;
  for (const nibble of nibbles) cursor = cursor && stepInto(store, cursor, nibble);
  return cursor;
}

/**
 * The merkle value of the node at a key or, when there is none, of the nearest one below it: it changes whenever
 * anything under the key does. Undefined when nothing is under the key.
 */
export function closestDescendant(
  store: TrieStore,
  root: Uint8Array,
  nibbles: Uint8Array,
): Uint8Array | undefined {
  return descend(store, topOf(store, root), nibbles)?.merkleValue;
}

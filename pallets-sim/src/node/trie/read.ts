import { equalBytes, mapKey } from '../bytes.ts';
import { EncodedNode } from './encoded-node.ts';
import { EMPTY_ROOT } from './encoding.ts';
import { commonLength, fromNibbles, nibbleAt, toNibbles } from './nibbles.ts';
import type { TrieNode } from './trie-node.ts';
import type { TrieStore } from './trie-store.ts';

/** The value under a key of the state with this root. Only what is on the way to it is looked at. */
export function readValue(store: TrieStore, root: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  let node = equalBytes(root, EMPTY_ROOT) ? undefined : store.encodedNode(root);
  let depth = 0;
  while (node) {
    if (node.common(key, depth) < node.length) return undefined;
    depth += node.length;
    if (depth === 2 * key.length) {
      return store.valueOf(node);
    }
    node = store.encodedChild(node, nibbleAt(key, depth), true);
    depth++;
  }
  return undefined;
}

/** The smallest key under a node; `path` are the nibbles that lead to the node. */
function firstKey(store: TrieStore, node: TrieNode, path: readonly number[]): Uint8Array | undefined {
  const here = [...path, ...node.partial];
  if (node.value) return fromNibbles(here);
  return firstOfChildren(store, node, here, 0);
}

function firstOfChildren(
  store: TrieStore,
  node: TrieNode,
  here: readonly number[],
  from: number,
): Uint8Array | undefined {
  for (let i = from; i < 16; i++) {
    const child = node.children?.[i];
    if (child) return firstKey(store, store.node(child), [...here, i]);
  }
  return undefined;
}

function seek(
  store: TrieStore,
  node: TrieNode,
  path: readonly number[],
  key: Uint8Array,
): Uint8Array | undefined {
  const depth = path.length;
  const common = commonLength(node.partial, key, depth);
  if (common < node.partial.length) {
    const keyEnds = depth + common === key.length;
    const isAfter = keyEnds || (node.partial[common] ?? 0) > (key[depth + common] ?? 0);
    return isAfter ? firstKey(store, node, path) : undefined;
  }
  const here = [...path, ...node.partial];
  const branch = key[here.length];
  if (branch === undefined) return firstOfChildren(store, node, here, 0);
  const child = node.children?.[branch];
  const within = child && seek(store, store.node(child), [...here, branch], key);
  return within ?? firstOfChildren(store, node, here, branch + 1);
}

/** The smallest key of the state with this root that is greater than `key`. */
export function readNextKey(store: TrieStore, root: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const top = store.root(root);
  return top && seek(store, top, [], toNibbles(key));
}

/** The encodings of all nodes, and the long values, that a verifier needs to read these keys under the root. */
export function readProof(store: TrieStore, root: Uint8Array, keys: readonly Uint8Array[]): Uint8Array[] {
  const proof = new Map<string, Uint8Array>();
  for (const key of keys) {
    let reference: Uint8Array | undefined = equalBytes(root, EMPTY_ROOT) ? undefined : root;
    let depth = 0;
    while (reference) {
      const node = new EncodedNode(store.encoded(reference));
      if (reference.length === 32) proof.set(mapKey(reference), node.bytes);
      if (node.common(key, depth) < node.length) break;
      depth += node.length;
      const { value } = node;
      const isThere = depth === 2 * key.length;
      if (isThere && value && 'hash' in value) proof.set(mapKey(value.hash), store.preimage(value.hash));
      reference = isThere ? undefined : node.child(nibbleAt(key, depth));
      depth++;
    }
  }
  return [...proof.values()];
}

/** Reads every node and value of the state with this root, checking all hashes; returns the number of keys. */
export function verifyTrie(store: TrieStore, root: Uint8Array): number {
  if (equalBytes(root, EMPTY_ROOT)) return 0;
  let keys = 0;
  const open = [root];
  for (let reference = open.pop(); reference; reference = open.pop()) {
    const { value, children = [] } = new EncodedNode(store.encoded(reference)).decode();
    if (value) {
      store.value(value);
      keys++;
    }
    for (const child of children) if (child) open.push(child);
  }
  return keys;
}

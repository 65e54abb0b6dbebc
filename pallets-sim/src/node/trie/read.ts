import { encodeNode } from './encoding.ts';
import { commonLength, fromNibbles, toNibbles } from './nibbles.ts';
import type { Child, TrieNode } from './trie-node.ts';
import type { TrieStore } from './trie-store.ts';

function resolve(store: TrieStore, child: Child): TrieNode {
  return child instanceof Uint8Array ? store.node(child) : child;
}

/** The value under a key, from a node (usually a root) down. */
export function readValue(
  store: TrieStore,
  root: TrieNode | undefined,
  key: Uint8Array,
): Uint8Array | undefined {
  const nibbles = toNibbles(key);
  let node = root;
  let depth = 0;
  while (node) {
    if (commonLength(node.partial, nibbles, depth) < node.partial.length) return undefined;
    depth += node.partial.length;
    if (depth === nibbles.length) return node.value && store.value(node.value);
    const child: Child | undefined = node.children?.[nibbles[depth] ?? 0];
    node = child && resolve(store, child);
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
    if (child) return firstKey(store, resolve(store, child), [...here, i]);
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
  const within = child && seek(store, resolve(store, child), [...here, branch], key);
  return within ?? firstOfChildren(store, node, here, branch + 1);
}

/** The smallest key that is greater than `key`. */
export function readNextKey(
  store: TrieStore,
  root: TrieNode | undefined,
  key: Uint8Array,
): Uint8Array | undefined {
  return root && seek(store, root, [], toNibbles(key));
}

/** The encodings of all nodes, and the long values, that a verifier needs to read these keys under the root. */
export function readProof(
  store: TrieStore,
  root: TrieNode | undefined,
  keys: readonly Uint8Array[],
): Uint8Array[] {
  const proof = new Map<TrieNode | Uint8Array, Uint8Array>();
  for (const key of keys) {
    const nibbles = toNibbles(key);
    let node = root;
    let depth = 0;
    while (node) {
      const encoded = encodeNode(node);
      if (encoded.length >= 32 || node === root) proof.set(node, encoded);
      if (commonLength(node.partial, nibbles, depth) < node.partial.length) break;
      depth += node.partial.length;
      if (depth === nibbles.length) {
        if (node.value && 'hash' in node.value) proof.set(node.value.hash, store.preimage(node.value.hash));
        break;
      }
      const child: Child | undefined = node.children?.[nibbles[depth] ?? 0];
      node = child && resolve(store, child);
      depth++;
    }
  }
  return [...proof.values()];
}

/** Reads every node and value under a root, checking all hashes; returns the number of keys. */
export function verifyTrie(store: TrieStore, root: TrieNode | undefined): number {
  if (!root) return 0;
  let keys = 0;
  const open: TrieNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.value) {
      store.value(node.value);
      keys++;
    }
    for (const child of node.children ?? []) if (child) open.push(resolve(store, child));
  }
  return keys;
}

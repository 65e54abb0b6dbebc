import { concatBytes } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { EMPTY_ROOT, encodeNode, HASHED_VALUE_LENGTH } from './encoding.ts';
import { commonLength, toNibbles } from './nibbles.ts';
import { readValue } from './read.ts';
import type { Child, NodeValue, TrieNode } from './trie-node.ts';
import type { TrieStore } from './trie-store.ts';

/** How values enter the trie: 0 always written out, 1 by hash from 33 bytes on. */
export type StateVersion = 0 | 1;

/** What is stored under its hash: a long value, or a node, which is there decoded too, to be shared. */
export interface Preimage {
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  readonly node?: TrieNode;
}

/** What a change of a trie, or of a state with its children, comes to: the new root, and the preimages to be stored. */
export interface CommittedTrie {
  readonly root: Uint8Array;
  /** Once for each place in the trie at which the change puts a node or long value. */
  readonly preimages: readonly Preimage[];
  /** Hashes of the stored nodes and long values that the change takes away, once for each place. */
  readonly removed: readonly Uint8Array[];
}

/**
 * A state under change. Starts from a stored root; only nodes on the paths of changed keys are copied, and only these
 * are encoded and hashed by `commit`. The store is not written to.
 */
export class TrieChange {
  readonly #store: TrieStore;
  readonly #version: StateVersion;
  readonly #startRoot: Uint8Array;
  readonly #removed: Uint8Array[] = [];
  #root: TrieNode | undefined;
  #changed = false;

  constructor(store: TrieStore, root: Uint8Array, version: StateVersion) {
    this.#store = store;
    this.#version = version;
    this.#startRoot = root;
    this.#root = store.root(root);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    const stored: NodeValue =
      this.#version === 1 && value.length >= HASHED_VALUE_LENGTH
        ? { hash: blake2b256(value), fresh: value }
        : { inline: value };
    this.#root = this.#insert(this.#ownRoot(), toNibbles(key), 0, stored);
  }

  delete(key: Uint8Array): void {
    if (readValue(this.#store, this.#root, key) === undefined) return;
    const root = this.#ownRoot();
    this.#root = root && this.#remove(root, toNibbles(key), 0);
  }

  /** Encodes and hashes what has changed. The change is used up. */
  commit(): CommittedTrie {
    const removed = this.#removed;
    if (!this.#changed) return { root: this.#startRoot, preimages: [], removed };
    if (!this.#root) return { root: EMPTY_ROOT, preimages: [], removed };
    const preimages: Preimage[] = [];
    const encoded = this.#encode(this.#root, preimages);
    const root = blake2b256(encoded);
    preimages.push({ hash: root, bytes: encoded, node: this.#root });
    return { root, preimages, removed };
  }

  /** Encodes a node, and makes it what the store gives for that encoding. */
  #encode(node: TrieNode, preimages: Preimage[]): Uint8Array {
    const { children, value } = node;
    if (children) {
      for (let i = 0; i < 16; i++) {
        const child = children[i];
        if (child !== undefined && !(child instanceof Uint8Array))
          children[i] = this.#merkleValue(child, preimages);
      }
    }
    if (value && 'hash' in value && value.fresh) {
      preimages.push({ hash: value.hash, bytes: value.fresh });
      node.value = { hash: value.hash };
    }
    return encodeNode(node);
  }

  #merkleValue(node: TrieNode, preimages: Preimage[]): Uint8Array {
    const bytes = this.#encode(node, preimages);
    if (bytes.length < 32) return bytes;
    const hash = blake2b256(bytes);
    preimages.push({ hash, bytes, node });
    return hash;
  }

  /** The root, if there is one, as a node that belongs to this change. */
  #ownRoot(): TrieNode | undefined {
    if (!this.#changed && this.#root) {
      this.#removed.push(this.#startRoot);
      this.#root = copyOf(this.#root);
    }
    this.#changed = true;
    return this.#root;
  }

  /** The child as a node that belongs to this change. */
  #own(child: Child): TrieNode {
    if (!(child instanceof Uint8Array)) return child;
    if (child.length === 32) this.#removed.push(child); // a shorter one stands in its parent
    return copyOf(this.#store.node(child));
  }

  #setValue(node: TrieNode, value: NodeValue | undefined): void {
    if (node.value && 'hash' in node.value && !node.value.fresh) this.#removed.push(node.value.hash);
    node.value = value;
  }

  #insert(node: TrieNode | undefined, key: Uint8Array, depth: number, value: NodeValue): TrieNode {
    if (!node) return { partial: key.slice(depth), value, children: undefined };
    const common = commonLength(node.partial, key, depth);
    const end = depth + common;
    if (common === node.partial.length) {
      const branch = key[end];
      if (branch === undefined) {
        this.#setValue(node, value);
      } else {
        node.children ??= new Array<Child | undefined>(16).fill(undefined);
        const child = node.children[branch];
        node.children[branch] = this.#insert(child && this.#own(child), key, end + 1, value);
      }
      return node;
    }
    const children = new Array<Child | undefined>(16).fill(undefined);
    const split: TrieNode = { partial: node.partial.slice(0, common), value: undefined, children };
    children[node.partial[common] ?? 0] = node;
    node.partial = node.partial.slice(common + 1);
    const branch = key[end];
    if (branch === undefined) split.value = value;
    else children[branch] = { partial: key.slice(end + 1), value, children: undefined };
    return split;
  }

  /** Removes a key that is known to be under the node; returns what is left of the node. */
  #remove(node: TrieNode, key: Uint8Array, depth: number): TrieNode | undefined {
    const end = depth + node.partial.length;
    const branch = key[end];
    if (branch === undefined) {
      this.#setValue(node, undefined);
    } else {
      const child = node.children?.[branch];
      if (node.children && child) node.children[branch] = this.#remove(this.#own(child), key, end + 1);
    }
    return this.#tidy(node);
  }

  /** A branch must have a value or two children: drops or joins a node that has lost them. */
  #tidy(node: TrieNode): TrieNode | undefined {
    const left: number[] = [];
    node.children?.forEach((child, i) => {
      if (child) left.push(i);
    });
    const [only] = left;
    if (only === undefined) {
      node.children = undefined;
      return node.value ? node : undefined;
    }
    if (node.value || left.length > 1) return node;
    const child = node.children?.[only];
    if (!child) return node;
    const joined = this.#own(child);
    joined.partial = concatBytes(node.partial, Uint8Array.of(only), joined.partial);
    return joined;
  }
}

function copyOf(node: TrieNode): TrieNode {
  return { partial: node.partial, value: node.value, children: node.children?.slice() };
}

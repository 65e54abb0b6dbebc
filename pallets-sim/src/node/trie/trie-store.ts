import { toHex } from '@plumbline/runtime-types/scale/hex';
import { equalBytes, nameOf } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { decodeNode, EMPTY_ROOT } from './encoding.ts';
import type { Preimage } from './trie-change.ts';
import type { NodeValue, TrieNode } from './trie-node.ts';

/** Raised when a trie cannot be read: a part is missing (`MissingNode`) or is not what its hash says (`CorruptNode`). */
export class TrieError extends Error {
  readonly code: 'MissingNode' | 'CorruptNode';
  readonly hash: Uint8Array;
  constructor(code: TrieError['code'], hash: Uint8Array) {
    super(
      code === 'MissingNode'
        ? `state trie: the part with hash ${toHex(hash)} is not in the database`
        : `state trie: the bytes stored under ${toHex(hash)} do not have that hash`,
    );
    this.name = 'TrieError';
    this.code = code;
    this.hash = hash;
  }
}

/** Preimages by hash: where trie nodes and long values lie. */
export type ReadPreimage = (hash: Uint8Array) => Uint8Array | undefined;

/** Longer ones are read again each time. */
const LONGEST_KEPT_BYTES = 1 << 10;

/**
 * Reads nodes and values by hash, checking each against its hash, with a bounded cache of decoded nodes. Since
 * everything is addressed by content, one store serves the states of all blocks.
 */
export class TrieStore {
  readonly #read: ReadPreimage;
  readonly #halfCapacity: number;
  /** Two generations: what is used moves to the young one; when that is full the old one is dropped. */
  #young = new Map<string, TrieNode>();
  #old = new Map<string, TrieNode>();
  /** What the newest blocks have written, and long values that were read: known to have their hashes. */
  #youngBytes = new Map<string, Uint8Array>();
  #oldBytes = new Map<string, Uint8Array>();

  constructor(read: ReadPreimage, cacheNodes = 50_000) {
    this.#read = read;
    this.#halfCapacity = Math.max(1, cacheNodes >> 1);
  }

  /** The root node of a state, undefined when the state is empty. Shared: not to be changed. */
  root(hash: Uint8Array): TrieNode | undefined {
    return equalBytes(hash, EMPTY_ROOT) ? undefined : this.#load(hash);
  }

  /** The node behind a merkle value. Shared: not to be changed. */
  node(reference: Uint8Array): TrieNode {
    return reference.length < 32 ? decodeNode(reference) : this.#load(reference);
  }

  /** The bytes of a node's value. */
  value(value: NodeValue): Uint8Array {
    if ('inline' in value) return value.inline;
    return value.fresh ?? this.preimage(value.hash);
  }

  /** What a block has written will be read again soon. */
  remember(preimages: Iterable<Preimage>): void {
    for (const { hash, bytes, node } of preimages) {
      if (node) this.#keepNode(nameOf(hash), node);
      else this.#keep(nameOf(hash), bytes);
    }
  }

  /** The bytes with this hash. Shared: not to be changed. */
  preimage(hash: Uint8Array): Uint8Array {
    const key = nameOf(hash);
    const young = this.#youngBytes.get(key);
    if (young) return young;
    const bytes = this.#oldBytes.get(key) ?? this.#readChecked(hash);
    this.#keep(key, bytes);
    return bytes;
  }

  /** For a node: it is kept decoded, so its bytes need not be. */
  #bytesOf(key: string, hash: Uint8Array): Uint8Array {
    return this.#youngBytes.get(key) ?? this.#oldBytes.get(key) ?? this.#readChecked(hash);
  }

  #keep(key: string, bytes: Uint8Array): void {
    if (bytes.length > LONGEST_KEPT_BYTES) return;
    if (this.#youngBytes.size >= this.#halfCapacity) {
      this.#oldBytes = this.#youngBytes;
      this.#youngBytes = new Map();
    }
    this.#youngBytes.set(key, bytes);
  }

  #readChecked(hash: Uint8Array): Uint8Array {
    const bytes = this.#read(hash);
    if (!bytes) throw new TrieError('MissingNode', hash);
    if (!equalBytes(blake2b256(bytes), hash)) throw new TrieError('CorruptNode', hash);
    return bytes;
  }

  #load(hash: Uint8Array): TrieNode {
    const key = nameOf(hash);
    const young = this.#young.get(key);
    if (young) return young;
    const node = this.#old.get(key) ?? decodeNode(this.#bytesOf(key, hash));
    this.#keepNode(key, node);
    return node;
  }

  #keepNode(key: string, node: TrieNode): void {
    if (this.#young.size >= this.#halfCapacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, node);
  }
}

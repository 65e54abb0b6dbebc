import { toHex } from '@plumbline/runtime-types/scale/hex';
import { smallBytes } from '@plumbline/runtime-types/scale/small-bytes';
import { equalBytes, mapKey } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { EncodedNode } from './encoded-node.ts';
import { EMPTY_ROOT } from './encoding.ts';
import { PreimageCache } from './preimage-cache.ts';
import { RecentPreimages } from './recent-preimages.ts';
import type { CommittedTrie } from './trie-change.ts';
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

/** What the store may keep in memory unless it is told otherwise: as in Substrate. */
const TRIE_CACHE_BYTES = 1 << 30;

/** The parts of a change that concern what is at hand. */
type AdvancedTrie = Pick<CommittedTrie, 'preimages' | 'removed'>;

/** So many nodes are kept decoded, for those who walk from key to key. */
const DECODED_NODES = 1024;

/** From here on, copying in one go is faster than byte by byte. */
const LONG = 64;

/**
 * Reads nodes and values by hash, checking each against its hash, and keeps a bounded number of bytes of them in
 * memory. Since everything is addressed by content, one store serves the states of all blocks.
 */
export class TrieStore {
  readonly #read: ReadPreimage;
  readonly #cache: PreimageCache;
  readonly #recent = new RecentPreimages();
  readonly #decoded = new Map<string, TrieNode>();
  /** What a block has written and taken away, if the nodes at hand are still those of before. */
  #late: AdvancedTrie | undefined;

  constructor(read: ReadPreimage, cacheBytes = TRIE_CACHE_BYTES) {
    this.#read = read;
    this.#cache = new PreimageCache(cacheBytes);
  }

  /** The root node of a state, undefined when the state is empty. Shared: not to be changed. */
  root(hash: Uint8Array): TrieNode | undefined {
    return equalBytes(hash, EMPTY_ROOT) ? undefined : this.node(hash);
  }

  /** The node behind a merkle value. Shared: not to be changed. */
  node(reference: Uint8Array): TrieNode {
    if (reference.length < 32) return new EncodedNode(reference).decode();
    const name = mapKey(reference);
    const known = this.#decoded.get(name);
    if (known) return known;
    // A copy: a view would keep all the memory alive that lies around it in the cache.
    const node = new EncodedNode(this.encoded(reference).slice()).decode();
    if (this.#decoded.size >= DECODED_NODES) this.#decoded.clear();
    this.#decoded.set(name, node);
    return node;
  }

  /** The node behind a merkle value, where it lies. Not to be kept: it keeps all the memory alive that lies around it. */
  encodedNode(reference: Uint8Array): EncodedNode {
    return reference.length < 32 ? new EncodedNode(reference) : this.#behind(reference, 0);
  }

  /**
   * As `encodedNode`, for a child of a node.
   *
   * @param again whether it is likely to be asked for again soon
   */
  encodedChild(node: EncodedNode, nibble: number, again = false): EncodedNode | undefined {
    const at = node.childAt(nibble);
    if (at === undefined) return undefined;
    const length = node.merkleLength(at);
    return length < 32 ? new EncodedNode(node.bytes, at, at + length) : this.#behind(node.bytes, at, again);
  }

  /** The encoding of the node behind a merkle value. A view: not to be changed, and to be copied by who keeps it. */
  encoded(reference: Uint8Array): Uint8Array {
    return reference.length < 32 ? reference : (this.#known().get(reference) ?? this.#readChecked(reference));
  }

  /** The bytes of a node's value. Not to be changed. */
  value(value: NodeValue): Uint8Array {
    return 'inline' in value ? value.inline.slice() : this.preimage(value.hash);
  }

  /** The bytes of the value of a node, undefined when it has none. Not to be changed. */
  valueOf(node: EncodedNode): Uint8Array | undefined {
    if (node.valueKind === 'hash') return this.#preimageAt(node.bytes, node.valueAt);
    return node.valueKind === 'none' ? undefined : copyOf(node.bytes, node.valueAt, node.valueEnd);
  }

  /** The bytes with this hash. Not to be changed. */
  preimage(hash: Uint8Array): Uint8Array {
    return this.#preimageAt(hash, 0);
  }

  /** The bytes whose hash begins at a place of some bytes. */
  #preimageAt(hash: Uint8Array, at: number): Uint8Array {
    const found = this.#known().find(hash, at);
    if (!found) return this.#readChecked(hash.slice(at, at + 32));
    return copyOf(found.bytes, found.start, found.end);
  }

  /**
   * What a block has written will be read again soon, and what it took away most likely not. Done when the next node is
   * asked for, or when nothing else is left to do: whoever waits for the block goes first.
   */
  advance(change: AdvancedTrie): void {
    this.#known();
    this.#late = change;
    setImmediate(() => this.#known());
  }

  /** The nodes at hand. */
  #known(): PreimageCache {
    const late = this.#late;
    if (!late) return this.#cache;
    this.#late = undefined;
    for (const hash of late.removed) this.#cache.forget(hash);
    for (const { hash, bytes } of late.preimages) this.#cache.keep(hash, bytes);
    return this.#cache;
  }

  /** The node whose hash begins at a place of some bytes. */
  #behind(bytes: Uint8Array, at: number, again = false): EncodedNode {
    let found = this.#recent.find(bytes, at);
    if (!found) {
      found = this.#known().find(bytes, at);
      if (found && again) found = this.#recent.keep(bytes, at, found);
    }
    if (found) return new EncodedNode(found.bytes, found.start, found.end);
    return new EncodedNode(this.#readChecked(bytes.slice(at, at + 32)));
  }

  #readChecked(hash: Uint8Array): Uint8Array {
    const bytes = this.#read(hash);
    if (!bytes) throw new TrieError('MissingNode', hash);
    if (!equalBytes(blake2b256(bytes), hash)) throw new TrieError('CorruptNode', hash);
    this.#cache.keep(hash, bytes);
    return bytes;
  }
}

function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const copy = smallBytes(end - start);
  if (copy.length > LONG) copy.set(bytes.subarray(start, end));
  else for (let i = 0; i < copy.length; i++) copy[i] = bytes[start + i] as number;
  return copy;
}

import { nibbleAt } from './nibbles.ts';
import type { NodeValue, TrieNode } from './trie-node.ts';

/**
 * A node as it is stored, read where it lies: most of what is done with a node concerns one child of sixteen. Bytes
 * that are not a node's cannot get here, as all are checked against their hashes.
 */
export class EncodedNode {
  readonly bytes: Uint8Array;
  /** How many nibbles its partial key has. */
  readonly length: number;
  readonly isBranch: boolean;
  /** Where the partial key begins, counted in nibbles. */
  readonly #partialAt: number;
  readonly #bitmap: number;
  readonly #value: 'none' | 'inline' | 'hash';
  readonly #valueAt: number;
  readonly #valueEnd: number;

  constructor(bytes: Uint8Array) {
    const first = byteAt(bytes, 0);
    const kind = first >> 6;
    const isHashedLeaf = first >> 5 === 1;
    const most = kind !== 0 ? 0x3f : isHashedLeaf ? 0x1f : 0x0f;
    this.bytes = bytes;
    this.isBranch = kind !== 1 && !isHashedLeaf;
    this.#value = kind === 0 ? 'hash' : kind === 2 ? 'none' : 'inline';
    let at = 1;
    let length = first & most;
    if (length === most) {
      let more: number;
      do {
        more = byteAt(bytes, at++);
        length += more;
      } while (more === 255);
    }
    this.length = length;
    this.#partialAt = 2 * at + (length & 1);
    at += (length + 1) >> 1;
    this.#bitmap = this.isBranch ? byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) : 0;
    if (this.isBranch) at += 2;
    const isInline = this.#value === 'inline';
    this.#valueAt = isInline ? at + compactBytes(bytes, at) : at;
    this.#valueEnd = this.#valueAt + (isInline ? compactAt(bytes, at) : this.#value === 'hash' ? 32 : 0);
  }

  partialNibble(index: number): number {
    return nibbleAt(this.bytes, this.#partialAt + index);
  }

  /** How many nibbles the partial key and `key` from nibble `depth` on have in common. */
  common(key: Uint8Array, depth: number): number {
    const limit = Math.min(this.length, 2 * key.length - depth);
    let length = 0;
    while (length < limit && this.partialNibble(length) === nibbleAt(key, depth + length)) length++;
    return length;
  }

  get value(): NodeValue | undefined {
    if (this.#value === 'none') return undefined;
    const bytes = this.bytes.subarray(this.#valueAt, this.#valueEnd);
    return this.#value === 'hash' ? { hash: bytes } : { inline: bytes };
  }

  /** Where the merkle value of a child begins in `bytes`, undefined when there is no such child. */
  childAt(nibble: number): number | undefined {
    if (((this.#bitmap >> nibble) & 1) === 0) return undefined;
    let at = this.#valueEnd;
    // None is longer than a hash with its length, so all of them are that when they fill the rest.
    if (this.bytes.length - at === 33 * bits(this.#bitmap)) {
      return at + 33 * bits(this.#bitmap & ((1 << nibble) - 1)) + 1;
    }
    for (let before = this.#bitmap & ((1 << nibble) - 1); before !== 0; before &= before - 1) {
      at += 1 + (byteAt(this.bytes, at) >> 2);
    }
    return at + 1;
  }

  /** The merkle value of a child. A view. */
  child(nibble: number): Uint8Array | undefined {
    const at = this.childAt(nibble);
    return at === undefined ? undefined : this.bytes.subarray(at, at + (byteAt(this.bytes, at - 1) >> 2));
  }

  /** All of it at once. Its parts are views. */
  decode(): TrieNode {
    const partial = Uint8Array.from({ length: this.length }, (_, i) => this.partialNibble(i));
    const children = this.isBranch ? Array.from({ length: 16 }, (_, i) => this.child(i)) : undefined;
    return { partial, value: this.value, children };
  }
}

/** How many of sixteen bits are set. */
function bits(bitmap: number): number {
  let count = bitmap - ((bitmap >> 1) & 0x5555);
  count = (count & 0x3333) + ((count >> 2) & 0x3333);
  count = (count + (count >> 4)) & 0x0f0f;
  return (count + (count >> 8)) & 0x1f;
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}

/** How many bytes the compact number has that begins here. */
function compactBytes(bytes: Uint8Array, at: number): number {
  const mode = byteAt(bytes, at) & 3;
  return mode === 3 ? 5 : 1 << mode;
}

/** The compact number, below 2³⁰, that begins here. */
function compactAt(bytes: Uint8Array, at: number): number {
  let number = 0;
  for (let i = compactBytes(bytes, at) - 1; i >= 0; i--) number = (number << 8) | byteAt(bytes, at + i);
  return number >>> 2;
}

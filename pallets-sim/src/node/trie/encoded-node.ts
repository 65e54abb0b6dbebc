import { nibbleAt } from './nibbles.ts';
import type { NodeValue, TrieNode } from './trie-node.ts';

/**
 * A node as it is stored, read where it lies, also within larger bytes: most of what is done with a node concerns one
 * child of sixteen. Bytes that are not a node's cannot get here, as all are checked against their hashes.
 */
export class EncodedNode {
  /** What it lies in. */
  readonly bytes: Uint8Array;
  /** How many nibbles its partial key has. */
  readonly length: number;
  readonly isBranch: boolean;
  readonly valueKind: 'none' | 'inline' | 'hash';
  /** Where the value, or its hash, begins in `bytes`. */
  readonly valueAt: number;
  readonly valueEnd: number;
  /** Where the partial key begins, counted in nibbles. */
  readonly #partialAt: number;
  readonly #bitmap: number;
  /** Where in `bytes` it begins. */
  readonly start: number;
  readonly end: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    const first = byteAt(bytes, start);
    const kind = first >> 6;
    const isHashedLeaf = first >> 5 === 1;
    const most = kind !== 0 ? 0x3f : isHashedLeaf ? 0x1f : 0x0f;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.isBranch = kind !== 1 && !isHashedLeaf;
    this.valueKind = kind === 0 ? 'hash' : kind === 2 ? 'none' : 'inline';
    let at = start + 1;
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
    const isInline = this.valueKind === 'inline';
    this.valueAt = isInline ? at + compactBytes(bytes, at) : at;
    this.valueEnd = this.valueAt + (isInline ? compactAt(bytes, at) : this.valueKind === 'hash' ? 32 : 0);
  }

  partialNibble(index: number): number {
    return nibbleAt(this.bytes, this.#partialAt + index);
  }

  /** How many nibbles the partial key and `key` from nibble `depth` on have in common. */
  common(key: Uint8Array, depth: number): number {
    const limit = Math.min(this.length, 2 * key.length - depth);
    const from = this.#partialAt;
    let length = 0;
    if (((from ^ depth) & 1) === 0) {
      // Whole bytes lie beside whole bytes, behind half of one or not.
      if ((from & 1) === 1 && limit > 0 && this.partialNibble(0) === nibbleAt(key, depth)) length = 1;
      if (length === (from & 1)) {
        while (length + 2 <= limit && this.bytes[(from + length) >> 1] === key[(depth + length) >> 1])
          length += 2;
      }
    }
    while (length < limit && this.partialNibble(length) === nibbleAt(key, depth + length)) length++;
    return length;
  }

  get value(): NodeValue | undefined {
    if (this.valueKind === 'none') return undefined;
    const bytes = this.bytes.subarray(this.valueAt, this.valueEnd);
    return this.valueKind === 'hash' ? { hash: bytes } : { inline: bytes };
  }

  /** Where in `bytes` the merkle value of a child begins; undefined when there is none. */
  childAt(nibble: number): number | undefined {
    if (((this.#bitmap >> nibble) & 1) === 0) return undefined;
    let at = this.valueEnd;
    // None is longer than a hash with its length, so all of them are that when they fill the rest.
    if (this.end - at === 33 * bits(this.#bitmap)) {
      return at + 33 * bits(this.#bitmap & ((1 << nibble) - 1)) + 1;
    }
    for (let before = this.#bitmap & ((1 << nibble) - 1); before !== 0; before &= before - 1) {
      at += 1 + (byteAt(this.bytes, at) >> 2);
    }
    return at + 1;
  }

  /** How long the merkle value is that begins here. */
  merkleLength(at: number): number {
    return byteAt(this.bytes, at - 1) >> 2;
  }

  /** The merkle value of a child. A view. */
  child(nibble: number): Uint8Array | undefined {
    const at = this.childAt(nibble);
    return at === undefined ? undefined : this.bytes.subarray(at, at + this.merkleLength(at));
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

import { smallBytes } from '@plumbline/runtime-types/scale/small-bytes';

/** Knows the hash of a node. */
export interface HashWriter {
  /** Writes its 32 bytes to a place of some memory. */
  copyHash(memory: Uint8Array, at: number): void;
}

/** A node whose hash belongs into another's encoding. */
interface Missing {
  readonly child: YoungNode;
  /** Counted from the start of the node. */
  readonly at: number;
}

/**
 * A node that a change makes: an encoding, most often that of the node before it, and the hashes of children that come
 * into it. Those are written when they are known and the node is copied anyway: to where it is hashed.
 */
export class YoungNode {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly length: number;
  #missing: Missing[] | undefined;
  /** Writes the node's hash to a place, once it is known. */
  #hash: HashWriter | undefined;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#start = start;
    this.length = end - start;
  }

  get firstByte(): number {
    return this.#bytes[this.#start] as number;
  }

  /** The hash of a child comes to lie here, counted from the start of the node; it is known before this one is copied. */
  addChildHash(child: YoungNode, at: number): void {
    if (this.#missing) this.#missing.push({ child, at });
    else this.#missing = [{ child, at }];
  }

  /** The hash of this node is known. */
  setHash(hash: HashWriter): void {
    this.#hash = hash;
  }

  /** Copies the encoding, whole. */
  copyTo(memory: Uint8Array, at: number): void {
    memory.set(this.#bytes.subarray(this.#start, this.#start + this.length), at);
    if (!this.#missing) return;
    for (const missing of this.#missing) missing.child.#copyHash(memory, at + missing.at);
  }

  /** The whole encoding. */
  whole(): Uint8Array {
    const bytes = smallBytes(this.length);
    this.copyTo(bytes, 0);
    return bytes;
  }

  #copyHash(memory: Uint8Array, at: number): void {
    if (!this.#hash) throw new TypeError('a node was asked for its hash before it was hashed');
    this.#hash.copyHash(memory, at);
  }
}

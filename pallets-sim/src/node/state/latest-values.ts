import { equalBytes } from '../bytes.ts';

/** Longer values are read from the trie each time. */
const LONGEST_KEPT_BYTES = 1 << 10;

/** Under longer keys nothing is kept: whoever asks for values may ask for keys as long as a message. */
const LONGEST_KEY_BYTES = 512;

/** How many values are kept in each of two generations. */
const GENERATION = 32_768;

/** How much memory the values of a generation may keep alive, their own and what it is part of. */
const GENERATION_BYTES = 32 << 20;

/**
 * Values of the newest state by key (`mapKey`), with null for a key that has none: what one block has read or written,
 * the next need not look up in the trie. Bounded: what is not used any more goes.
 */
export class LatestValues {
  #root: Uint8Array;
  #young = new Map<string, Uint8Array | null>();
  #old = new Map<string, Uint8Array | null>();
  /** What those of the younger generation keep alive, at most. */
  #bytes = 0;
  /** What the one before lies in: those that were made after each other mostly share it. */
  #memory: ArrayBufferLike | undefined;

  /** @param root of the newest state */
  constructor(root: Uint8Array) {
    this.#root = root;
  }

  /** Whether the state with this root is the newest, and this knows its values. */
  isOf(root: Uint8Array): boolean {
    return root === this.#root || equalBytes(root, this.#root);
  }

  /** undefined when it is not known. */
  get(name: string): Uint8Array | null | undefined {
    const young = this.#young.get(name);
    if (young !== undefined) return young;
    const old = this.#old.get(name);
    if (old !== undefined) this.keep(name, old);
    return old;
  }

  /** Notes what the newest state has under a key. */
  keep(name: string, value: Uint8Array | null): void {
    if (name.length > LONGEST_KEY_BYTES) return;
    if (value && value.length > LONGEST_KEPT_BYTES) {
      this.#young.delete(name);
      this.#old.delete(name);
      return;
    }
    if (this.#young.size >= GENERATION || this.#bytes >= GENERATION_BYTES) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bytes = 0;
    }
    this.#young.set(name, value);
    if (value && value.length > 0 && value.buffer !== this.#memory) {
      this.#memory = value.buffer;
      this.#bytes += value.buffer.byteLength;
    }
  }

  /** The state with this root is the newest now: that of before with these changes. */
  advance(root: Uint8Array, written: ReadonlyMap<string, Uint8Array | undefined>): void {
    this.#root = root;
    for (const [name, value] of written) this.keep(name, value ?? null);
  }

  /** The state with this root is the newest now, and nothing is known of it. */
  restart(root: Uint8Array): void {
    this.#root = root;
    this.#young = new Map();
    this.#old = new Map();
    this.#bytes = 0;
  }
}

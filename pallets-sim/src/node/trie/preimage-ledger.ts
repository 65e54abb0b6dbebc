import { equalBytes } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { HASHED_VALUE_LENGTH } from './encoding.ts';
import type { Preimage, StateVersion } from './trie-change.ts';
import type { Child, NodeValue } from './trie-node.ts';

/** What a change of a trie puts into the store and takes out of it, once for each place. */
export class PreimageLedger {
  readonly preimages: Preimage[] = [];
  readonly removed: Uint8Array[] = [];
  readonly #version: StateVersion;

  constructor(version: StateVersion) {
    this.#version = version;
  }

  /** The merkle value of a node that stays where it is. */
  place(bytes: Uint8Array): Uint8Array {
    if (bytes.length < 32) return bytes;
    const hash = blake2b256(bytes);
    this.preimages.push({ hash, bytes });
    return hash;
  }

  /** A child is not there any more; a short one stood in its parent. */
  takeAway(child: Child | undefined): void {
    if (child?.length === 32) this.removed.push(child);
  }

  /** The value of a node that has these bytes now, or none: `old` itself when it is the same. */
  replace(old: NodeValue | undefined, bytes: Uint8Array | undefined): NodeValue | undefined {
    const isHashed = bytes !== undefined && this.#version === 1 && bytes.length >= HASHED_VALUE_LENGTH;
    const value = isHashed ? { hash: blake2b256(bytes) } : bytes && { inline: bytes };
    if (isSame(old, value)) return old;
    if (old && 'hash' in old) this.removed.push(old.hash);
    if (value && 'hash' in value && bytes) this.preimages.push({ hash: value.hash, bytes });
    return value;
  }
}

function isSame(a: NodeValue | undefined, b: NodeValue | undefined): boolean {
  if (!a || !b) return a === b;
  if ('hash' in a) return 'hash' in b && equalBytes(a.hash, b.hash);
  return 'inline' in b && equalBytes(a.inline, b.inline);
}

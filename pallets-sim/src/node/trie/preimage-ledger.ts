import { blake2bEach } from '@plumbline/verification/hash/many';
import { equalBytes } from '../bytes.ts';
import type { Preimage } from './trie-change.ts';
import type { Child, NodeValue } from './trie-node.ts';

/** A value that a change puts into the trie. */
export interface FreshValue {
  readonly bytes: Uint8Array;
  /** Of one that is stored under its hash. */
  readonly hash: Uint8Array | undefined;
}

/** A node whose hash is still to be written into its parent. */
interface Placed {
  readonly bytes: Uint8Array;
  readonly parent: Uint8Array;
  readonly at: number;
}

/**
 * What a change of a trie puts into the store and takes out of it, once for each place. Nodes are hashed when all of
 * them are there: those of one depth together, the deepest first.
 */
export class PreimageLedger {
  readonly preimages: Preimage[] = [];
  readonly removed: Uint8Array[] = [];
  /** By depth. */
  readonly #open: Placed[][] = [];

  /**
   * A node of 32 bytes or more stays where it is; its hash comes to lie in its parent.
   *
   * @param depth nibbles above the node
   * @param at where the hash lies in the parent's encoding
   */
  place(bytes: Uint8Array, depth: number, parent: Uint8Array, at: number): void {
    let placed = this.#open[depth];
    if (!placed) this.#open[depth] = placed = [];
    placed.push({ bytes, parent, at });
  }

  /** Hashes what is in its place: after this, all encodings down from any node are whole. */
  settle(): void {
    for (let placed = this.#open.pop(); this.#open.length > 0 || placed; placed = this.#open.pop()) {
      if (!placed) continue;
      const hashes = blake2bEach(placed.map(({ bytes }) => bytes));
      for (let i = 0; i < placed.length; i++) {
        const { bytes, parent, at } = placed[i] as Placed;
        const hash = hashes[i] as Uint8Array;
        parent.set(hash, at);
        this.preimages.push({ hash, bytes });
      }
    }
  }

  /** A child is not there any more; a short one stood in its parent. */
  takeAway(child: Child | undefined): void {
    if (child?.length === 32) this.removed.push(child);
  }

  /** The value of a node that has this one now, or none: `old` itself when it is the same. */
  replace(old: NodeValue | undefined, fresh: FreshValue | undefined): NodeValue | undefined {
    const value = fresh && (fresh.hash ? { hash: fresh.hash } : { inline: fresh.bytes });
    if (isSame(old, value)) return old;
    if (old && 'hash' in old) this.removed.push(old.hash);
    if (fresh?.hash) this.preimages.push({ hash: fresh.hash, bytes: fresh.bytes });
    return value;
  }
}

function isSame(a: NodeValue | undefined, b: NodeValue | undefined): boolean {
  if (!a || !b) return a === b;
  if ('hash' in a) return 'hash' in b && equalBytes(a.hash, b.hash);
  return 'inline' in b && equalBytes(a.inline, b.inline);
}

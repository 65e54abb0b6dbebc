/** The value at a node: written out in it, or (state version 1, from 33 bytes on) by its hash alone. */
export type NodeValue = { readonly inline: Uint8Array } | { readonly hash: Uint8Array };

/**
 * A child as its parent knows it, its merkle value: the 32-byte hash of the child's encoding, or the encoding itself
 * when it is shorter.
 */
export type Child = Uint8Array;

/** A node in memory. */
export interface TrieNode {
  /** Nibbles between the parent's branch and this node. */
  readonly partial: Uint8Array;
  readonly value: NodeValue | undefined;
  /** Sixteen of them; undefined in a leaf. */
  readonly children: readonly (Child | undefined)[] | undefined;
}

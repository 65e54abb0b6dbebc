/** The value at a node: written out in it, or (state version 1, from 33 bytes on) by its hash alone. */
export type NodeValue =
  | { readonly inline: Uint8Array }
  /** `fresh` are the bytes of a value that is not in the store yet. */
  | { readonly hash: Uint8Array; readonly fresh?: Uint8Array };

/**
 * A child as its parent knows it: the merkle value (the 32-byte hash of the child's encoding, or the encoding itself
 * when it is shorter), or, in a trie under change, the changed node.
 */
export type Child = Uint8Array | TrieNode;

/** A node in memory. Nodes from the store are shared and never changed; a change works on copies. */
export interface TrieNode {
  /** Nibbles between the parent's branch and this node. */
  partial: Uint8Array;
  value: NodeValue | undefined;
  /** Sixteen of them; undefined in a leaf. */
  children: (Child | undefined)[] | undefined;
}

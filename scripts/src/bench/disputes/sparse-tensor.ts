import { leafCount, leafLength } from '@plumbline/verification/merkle/blob';
import { hashLeaf } from '@plumbline/verification/merkle/tree';
import { bitsAt, ELEMENT_BYTES, LEAF_ELEMENTS } from '@plumbline/verification/pinpoint/values';
import { SparseTree } from './sparse-tree.ts';

/** A tensor of any size whose leaves are all alike, but for one element and the length of the last leaf. */
export interface SparseTensor {
  readonly tree: SparseTree;
  /** f32 bits. */
  element(index: number): number;
  leaf(index: number): Uint8Array;
}

export interface Change {
  readonly element: number;
  readonly bits: number;
}

/** @param pattern one full leaf */
export function sparseTensor(elements: number, pattern: Uint8Array, change?: Change): SparseTensor {
  const bytes = elements * ELEMENT_BYTES;
  const count = leafCount(bytes);
  const changed = change === undefined ? -1 : Math.floor(change.element / LEAF_ELEMENTS);
  const leaf = (index: number): Uint8Array => {
    const values = pattern.slice(0, leafLength(bytes, index));
    if (change !== undefined && index === changed) {
      const at = ELEMENT_BYTES * (change.element % LEAF_ELEMENTS);
      new DataView(values.buffer).setUint32(at, change.bits, true);
    }
    return values;
  };
  const others = new Map([[count - 1, hashLeaf(leaf(count - 1))]]);
  if (changed >= 0) others.set(changed, hashLeaf(leaf(changed)));
  return {
    tree: new SparseTree(count, hashLeaf(pattern), others),
    element: (index) => bitsAt(leaf(Math.floor(index / LEAF_ELEMENTS)), index % LEAF_ELEMENTS),
    leaf,
  };
}

import { concatBytes } from '../bytes.ts';
import { EncodedNode } from './encoded-node.ts';
import { encodeLeaf, encodeNode } from './encoding.ts';
import { commonNibbles, nibbleAt, toNibbles } from './nibbles.ts';
import type { FreshValue, PreimageLedger } from './preimage-ledger.ts';
import type { Child, NodeValue } from './trie-node.ts';
import type { TrieStore } from './trie-store.ts';
import { YoungNode } from './young-node.ts';

export interface Change {
  readonly key: Uint8Array;
  readonly value: FreshValue | undefined;
}

/** Stands for a hash that is written over it. */
const UNKNOWN = new Uint8Array(32);

/** A node that changes make new, undefined when it goes, `same` when nothing is new. */
type Changed = YoungNode | undefined | 'same';

/** A child that changes make new, or (undefined) that goes. */
interface Fresh {
  readonly nibble: number;
  readonly young: YoungNode | undefined;
}

/**
 * Changes of keys in their order: those with a common beginning are next to each other, from index `first` up to `end`.
 * A node that a method returns is only one of the preimages when its parent has put it in its place, as a parent
 * that has lost all others may join with it.
 */
export class NodeChange {
  readonly #store: TrieStore;
  readonly #changes: readonly Change[];
  readonly #ledger: PreimageLedger;

  constructor(store: TrieStore, changes: readonly Change[], ledger: PreimageLedger) {
    this.#store = store;
    this.#changes = changes;
    this.#ledger = ledger;
  }

  /** The root node with all changes. */
  onTop(root: EncodedNode | undefined): Changed {
    const end = this.#changes.length;
    if (end === 0) return 'same';
    if (root) return this.#change(root, 0, 0, end);
    return this.#build(0, 0, end) ?? 'same';
  }

  /** The node `depth` nibbles down with the changes. */
  #change(node: EncodedNode, depth: number, first: number, end: number): Changed {
    // What the first and the last key have in common with it, all between them have.
    let common = node.common(this.#key(first), depth);
    if (end - first > 1) common = Math.min(common, node.common(this.#key(end - 1), depth));
    if (common < node.length) return this.#split(node, common, depth, first, end);
    const below = depth + node.length;
    const old = node.value;
    const own = this.#endsAt(first, below);
    const value = own ? this.#newValue(old, first) : old;
    const fresh = this.#children(below, own ? first + 1 : first, end, (nibble) =>
      this.#store.encodedChild(node, nibble),
    );
    for (const { nibble } of fresh) this.#ledger.takeAway(node.child(nibble));
    if (fresh.length === 0 && value === old) return 'same';
    if (value === old) {
      const patched = this.#patch(node, fresh, below);
      if (patched) return patched;
    } else if (fresh.length === 0 && !node.isBranch) {
      return value && new YoungNode(encodeLeaf(this.#key(first), depth, value));
    }
    const { partial, children = noChildren() } = node.decode();
    return this.#finish(partial, value, [...children], fresh, below);
  }

  /** The node when keys leave it within its partial key: a branch there, with what was the node below it. */
  #split(node: EncodedNode, common: number, depth: number, first: number, end: number): Changed {
    const decoded = node.decode();
    const at = node.partialNibble(common);
    const rest = encodeNode({ ...decoded, partial: decoded.partial.subarray(common + 1) });
    const below = depth + common;
    const own = this.#endsAt(first, below);
    const value = own ? this.#newValue(undefined, first) : undefined;
    const fresh = this.#children(below, own ? first + 1 : first, end, (nibble) =>
      nibble === at ? new EncodedNode(rest) : undefined,
    );
    if (fresh.length === 0 && !value) return 'same';
    if (!fresh.some(({ nibble }) => nibble === at)) fresh.push({ nibble: at, young: new YoungNode(rest) });
    return this.#finish(decoded.partial.subarray(0, common), value, noChildren(), fresh, below);
  }

  /** A node for keys of which none is there yet, undefined when none of them comes. */
  #build(depth: number, from: number, to: number): YoungNode | undefined {
    let [first, end] = [from, to];
    while (first < end && !this.#changes[first]?.value) first++;
    while (first < end && !this.#changes[end - 1]?.value) end--;
    if (first === end) return undefined;
    const key = this.#key(first);
    if (first + 1 === end) {
      const value = this.#newValue(undefined, first);
      return value && new YoungNode(encodeLeaf(key, depth, value));
    }
    const below = depth + commonNibbles(key, this.#key(end - 1), depth);
    const own = this.#endsAt(first, below);
    const value = own ? this.#newValue(undefined, first) : undefined;
    const fresh = this.#children(below, own ? first + 1 : first, end, () => undefined);
    return this.#finish(toNibbles(key).subarray(depth, below), value, noChildren(), fresh, below);
  }

  /**
   * The children that the changes make new, `below` nibbles down.
   *
   * @param oldOf a child that is there
   */
  #children(
    below: number,
    first: number,
    end: number,
    oldOf: (nibble: number) => EncodedNode | undefined,
  ): Fresh[] {
    const fresh: Fresh[] = [];
    for (let from = first; from < end; ) {
      const nibble = nibbleAt(this.#key(from), below);
      let to = from + 1;
      while (to < end && nibbleAt(this.#key(to), below) === nibble) to++;
      const old = oldOf(nibble);
      const young = old
        ? this.#change(old, below + 1, from, to)
        : (this.#build(below + 1, from, to) ?? 'same');
      if (young !== 'same') fresh.push({ nibble, young });
      from = to;
    }
    return fresh;
  }

  /** A branch of which nothing changes but hashes of children. Undefined when there is more to it. */
  #patch(node: EncodedNode, fresh: readonly Fresh[], below: number): YoungNode | undefined {
    for (const { nibble, young } of fresh) {
      const at = node.childAt(nibble);
      if (!young || young.length < 32 || at === undefined || node.merkleLength(at) !== 32) return undefined;
    }
    return this.#place(fresh, below, node);
  }

  /** A node of these parts. A branch has a value or two children: one that lost them goes, or joins with its child. */
  #finish(
    partial: Uint8Array,
    value: NodeValue | undefined,
    children: (Child | undefined)[],
    fresh: readonly Fresh[],
    below: number,
  ): YoungNode | undefined {
    for (const { nibble, young } of fresh)
      children[nibble] = young && (young.length >= 32 ? UNKNOWN : young.whole());
    const only = children.findIndex((child) => child !== undefined);
    if (only === -1) return value && new YoungNode(encodeNode({ partial, value, children: undefined }));
    const left = children[only];
    if (!value && left && children.findLastIndex((child) => child !== undefined) === only) {
      const young = fresh.find(({ nibble }) => nibble === only)?.young;
      if (young) this.#ledger.settle();
      else this.#ledger.takeAway(left);
      const child = (young ? new EncodedNode(young.whole()) : this.#store.encodedNode(left)).decode();
      const joined = concatBytes(partial, Uint8Array.of(only), child.partial);
      return new YoungNode(encodeNode({ ...child, partial: joined }));
    }
    return this.#place(fresh, below, new EncodedNode(encodeNode({ partial, value, children })));
  }

  /** The node that is encoded as `node` is, with the hashes of fresh children instead of those that lie there. */
  #place(fresh: readonly Fresh[], below: number, node: EncodedNode): YoungNode {
    const whole = new YoungNode(node.bytes, node.start, node.end);
    for (const { nibble, young } of fresh) {
      const at = node.childAt(nibble);
      if (young && young.length >= 32 && at !== undefined)
        this.#ledger.place(young, below + 1, whole, at - node.start);
    }
    return whole;
  }

  #newValue(old: NodeValue | undefined, index: number): NodeValue | undefined {
    return this.#ledger.replace(old, this.#changes[index]?.value);
  }

  #key(index: number): Uint8Array {
    return (this.#changes[index] as Change).key;
  }

  #endsAt(index: number, depth: number): boolean {
    return 2 * this.#key(index).length === depth;
  }
}

function noChildren(): undefined[] {
  return new Array<undefined>(16).fill(undefined);
}

import { HASH_BYTES } from '@plumbline/verification/hash/blake2b';
import { WrittenMessages } from '@plumbline/verification/hash/many';
import { equalBytes } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import type { Preimage } from './trie-change.ts';
import type { Child, NodeValue } from './trie-node.ts';
import type { HashWriter, YoungNode } from './young-node.ts';

/** A value that a change puts into the trie. */
export interface FreshValue {
  readonly bytes: Uint8Array;
  /** Of one that is stored under its hash. */
  readonly hash: Uint8Array | undefined;
}

/**
 * What a change of a trie puts into the store and takes out of it, once for each place. Nodes are hashed when all of
 * them are there: those of one depth together, the deepest first.
 */
export class PreimageLedger {
  readonly preimages: Preimage[] = [];
  readonly removed: Uint8Array[] = [];
  /** By depth. */
  readonly #open: YoungNode[][] = [];
  #written = new WrittenMessages();

  /**
   * A node of 32 bytes or more stays where it is; its hash comes to lie in its parent.
   *
   * @param depth nibbles above the node
   * @param at where the hash lies in the parent's encoding
   */
  place(node: YoungNode, depth: number, parent: YoungNode, at: number): void {
    parent.addChildHash(node, at);
    const placed = this.#open[depth];
    if (placed) placed.push(node);
    else this.#open[depth] = [node];
  }

  /** Hashes what is in its place: after this, all encodings down from any node are whole. */
  settle(): void {
    for (let placed = this.#open.pop(); this.#open.length > 0 || placed; placed = this.#open.pop()) {
      if (placed) this.#hash(placed);
    }
  }

  /** Nodes that can be hashed together are: those that are as long and begin alike. */
  #hash(nodes: readonly YoungNode[]): void {
    const alike = new Map<number, YoungNode[]>();
    for (const node of nodes) {
      const kind = node.length * 256 + node.firstByte;
      const group = alike.get(kind);
      if (group) group.push(node);
      else alike.set(kind, [node]);
    }
    for (const [kind, group] of alike) this.#hashAlike(group, Math.floor(kind / 256));
  }

  #hashAlike(nodes: readonly YoungNode[], length: number): void {
    for (let first = 0; first < nodes.length; ) {
      if (this.#written.room(length) === 0) this.#written = new WrittenMessages();
      const count = Math.min(this.#written.room(length), nodes.length - first);
      if (count === 0) {
        this.#add(nodes[first] as YoungNode, new LonePreimage((nodes[first] as YoungNode).whole()));
        first++;
        continue;
      }
      const from = first;
      const written = this.#written;
      const { messages, stride, digests } = written.hash(count, length, (i, memory, at) =>
        (nodes[from + i] as YoungNode).copyTo(memory, at),
      );
      for (let i = 0; i < count; i++, first++) {
        const made = new WrittenPreimage(written, messages + i * stride, length, digests + i * HASH_BYTES);
        this.#add(nodes[first] as YoungNode, made);
      }
    }
  }

  #add(node: YoungNode, preimage: Preimage & HashWriter): void {
    node.setHash(preimage);
    this.preimages.push(preimage);
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

/** A node that was hashed together with others, where they lie. */
class WrittenPreimage implements Preimage, HashWriter {
  readonly #written: WrittenMessages;
  readonly #at: number;
  readonly #length: number;
  readonly #digestAt: number;

  constructor(written: WrittenMessages, at: number, length: number, digestAt: number) {
    this.#written = written;
    this.#at = at;
    this.#length = length;
    this.#digestAt = digestAt;
  }

  get hash(): Uint8Array {
    return this.#written.view(this.#digestAt, HASH_BYTES);
  }

  get bytes(): Uint8Array {
    return this.#written.view(this.#at, this.#length);
  }

  copyHash(memory: Uint8Array, at: number): void {
    this.#written.copyTo(memory, at, this.#digestAt, HASH_BYTES);
  }
}

/** A node that is too short or too long to be hashed with others. */
class LonePreimage implements Preimage, HashWriter {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.hash = blake2b256(bytes);
  }

  copyHash(memory: Uint8Array, at: number): void {
    memory.set(this.hash, at);
  }
}

import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concatBytes } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { compact, withLength } from '../scale.ts';
import type { NodeValue, TrieNode } from './trie-node.ts';

/** Root of a trie without keys: the hash of the empty node's encoding, one zero byte. */
export const EMPTY_ROOT = blake2b256(Uint8Array.of(0));

/** Values from this length on stand in the trie by their hash (state version 1). */
export const HASHED_VALUE_LENGTH = 33;

/** Node kinds by the leading bits of the header byte; the other bits begin the partial key's length. */
const LEAF = { bits: 0x40, lengthBits: 6 };
const BRANCH = { bits: 0x80, lengthBits: 6 };
const BRANCH_WITH_VALUE = { bits: 0xc0, lengthBits: 6 };
const LEAF_WITH_HASH = { bits: 0x20, lengthBits: 5 };
const BRANCH_WITH_HASH = { bits: 0x10, lengthBits: 4 };
type Kind = typeof LEAF;

function kindOf(node: TrieNode): Kind {
  if (node.value === undefined) return BRANCH;
  if (node.children) return 'hash' in node.value ? BRANCH_WITH_HASH : BRANCH_WITH_VALUE;
  return 'hash' in node.value ? LEAF_WITH_HASH : LEAF;
}

function encodeHeader(kind: Kind, length: number): Uint8Array {
  const most = (1 << kind.lengthBits) - 1;
  if (length < most) return Uint8Array.of(kind.bits | length);
  const bytes = [kind.bits | most];
  let rest = length - most;
  for (; rest >= 255; rest -= 255) bytes.push(255);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function encodePartial(nibbles: Uint8Array): Uint8Array {
  const odd = nibbles.length & 1;
  const bytes = new Uint8Array((nibbles.length + 1) >> 1);
  if (odd) bytes[0] = nibbles[0] ?? 0;
  for (let i = odd; i < nibbles.length; i += 2) {
    bytes[(i + odd) >> 1] = ((nibbles[i] ?? 0) << 4) | (nibbles[i + 1] ?? 0);
  }
  return bytes;
}

/** SCALE of a node as Substrate's trie codec lays it out; `merkleValues` are those of the children, by index. */
export function encodeNode(node: TrieNode, merkleValues: readonly (Uint8Array | undefined)[]): Uint8Array {
  const parts = [encodeHeader(kindOf(node), node.partial.length), encodePartial(node.partial)];
  if (node.children) {
    let bitmap = 0;
    for (let i = 0; i < 16; i++) if (merkleValues[i]) bitmap |= 1 << i;
    parts.push(Uint8Array.of(bitmap & 0xff, bitmap >> 8));
  }
  if (node.value) parts.push('hash' in node.value ? node.value.hash : withLength(node.value.inline));
  if (node.children) for (const child of merkleValues) if (child) parts.push(compact(child.length), child);
  return concatBytes(...parts);
}

/** What a parent (or the header, for the root) holds of a node with this encoding. */
export function merkleValue(encoded: Uint8Array): Uint8Array {
  return encoded.length >= 32 ? blake2b256(encoded) : encoded;
}

function decodeHeader(reader: ScaleReader): { kind: Kind; length: number } {
  const first = reader.u8();
  const kind =
    [LEAF, BRANCH, BRANCH_WITH_VALUE].find((candidate) => (first & 0xc0) === candidate.bits) ??
    [LEAF_WITH_HASH].find((candidate) => (first & 0xe0) === candidate.bits) ??
    BRANCH_WITH_HASH;
  const most = (1 << kind.lengthBits) - 1;
  let length = first & most;
  if (length === most) {
    let more: number;
    do {
      more = reader.u8();
      length += more;
    } while (more === 255);
  }
  return { kind, length };
}

function decodePartial(bytes: Uint8Array, length: number): Uint8Array {
  const nibbles = new Uint8Array(length);
  const odd = length & 1;
  for (let i = 0; i < length; i++) {
    const byte = bytes[(i + odd) >> 1] ?? 0;
    nibbles[i] = ((i + odd) & 1) === 0 ? byte >> 4 : byte & 15;
  }
  return nibbles;
}

/** The node that these bytes, as written by `encodeNode`, describe. Children are merkle values. */
export function decodeNode(encoded: Uint8Array): TrieNode {
  const reader = new ScaleReader(encoded);
  const { kind, length } = decodeHeader(reader);
  const partial = decodePartial(reader.take((length + 1) >> 1), length);
  const isBranch = kind === BRANCH || kind === BRANCH_WITH_VALUE || kind === BRANCH_WITH_HASH;
  const bitmap = isBranch ? reader.u16() : 0;
  let value: NodeValue | undefined;
  if (kind === LEAF_WITH_HASH || kind === BRANCH_WITH_HASH) value = { hash: reader.take(32) };
  else if (kind !== BRANCH) value = { inline: reader.take(reader.length()) };
  if (!isBranch) return { partial, value, children: undefined };
  const children = Array.from({ length: 16 }, (_, i) =>
    (bitmap >> i) & 1 ? reader.take(reader.length()) : undefined,
  );
  return { partial, value, children };
}

import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { blake2b256 } from '../hash.ts';
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

function kindOf(value: NodeValue | undefined, isBranch: boolean): Kind {
  if (value === undefined) return BRANCH;
  if (isBranch) return 'hash' in value ? BRANCH_WITH_HASH : BRANCH_WITH_VALUE;
  return 'hash' in value ? LEAF_WITH_HASH : LEAF;
}

function writeHeader(output: ScaleWriter, kind: Kind, length: number): void {
  const most = (1 << kind.lengthBits) - 1;
  output.u8(kind.bits | Math.min(length, most));
  if (length < most) return;
  let rest = length - most;
  for (; rest >= 255; rest -= 255) output.u8(255);
  output.u8(rest);
}

function writePartial(output: ScaleWriter, nibbles: Uint8Array): void {
  const odd = nibbles.length & 1;
  if (odd) output.u8(nibbles[0] ?? 0);
  for (let i = odd; i < nibbles.length; i += 2) output.u8(((nibbles[i] ?? 0) << 4) | (nibbles[i + 1] ?? 0));
}

/** One for all nodes: encoding one of them does not encode another on the way. */
const output = new ScaleWriter(1024);

/** SCALE of a node as Substrate's trie codec lays it out. All children are merkle values. */
export function encodeNode({ partial, value, children }: TrieNode): Uint8Array {
  output.clear();
  writeHeader(output, kindOf(value, children !== undefined), partial.length);
  writePartial(output, partial);
  if (children) {
    let bitmap = 0;
    for (let i = 0; i < 16; i++) if (children[i]) bitmap |= 1 << i;
    output.u16(bitmap);
  }
  if (value) {
    if ('hash' in value) output.bytes(value.hash);
    else writeWithLength(output, value.inline);
  }
  if (children) {
    for (const child of children) {
      if (child === undefined) continue;
      if (!(child instanceof Uint8Array)) throw new TypeError('a child is to be encoded before its parent');
      writeWithLength(output, child);
    }
  }
  return output.finish();
}

function writeWithLength(output: ScaleWriter, bytes: Uint8Array): void {
  output.compactNumber(bytes.length);
  output.bytes(bytes);
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

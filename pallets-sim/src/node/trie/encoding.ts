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

/** A leaf with the nibbles of a key from `depth` on. */
export function encodeLeaf(key: Uint8Array, depth: number, value: NodeValue): Uint8Array {
  output.clear();
  writeHeader(output, kindOf(value, false), 2 * key.length - depth);
  if (depth & 1) output.u8((key[depth >> 1] ?? 0) & 15);
  output.bytes(key.subarray((depth + 1) >> 1));
  writeValue(output, value);
  return output.finish();
}

/** SCALE of a node as Substrate's trie codec lays it out. */
export function encodeNode({ partial, value, children }: TrieNode): Uint8Array {
  output.clear();
  writeHeader(output, kindOf(value, children !== undefined), partial.length);
  writePartial(output, partial);
  if (children) {
    let bitmap = 0;
    for (let i = 0; i < 16; i++) if (children[i]) bitmap |= 1 << i;
    output.u16(bitmap);
  }
  if (value) writeValue(output, value);
  for (const child of children ?? []) if (child) writeWithLength(output, child);
  return output.finish();
}

function writeValue(output: ScaleWriter, value: NodeValue): void {
  if ('hash' in value) output.bytes(value.hash);
  else writeWithLength(output, value.inline);
}

function writeWithLength(output: ScaleWriter, bytes: Uint8Array): void {
  output.compactNumber(bytes.length);
  output.bytes(bytes);
}

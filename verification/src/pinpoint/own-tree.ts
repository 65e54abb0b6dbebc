import type { Cursor, Subject } from '@plumbline/runtime-types/domain/game';
import { programRecords } from '../graph/program.ts';
import type { Program } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';
import { blobTree } from '../merkle/blob.ts';
import { listTree } from '../merkle/list.ts';
import { recordsTree } from '../merkle/records.ts';
import { childrenOf, type MerkleTree } from '../merkle/tree.ts';
import type { Trace } from './trace.ts';

type Place = Pick<Cursor, 'level' | 'index'>;

/**
 * A tree for as long as what it was made of is held: a side opens the same tensor or list in one move after the other,
 * and hashing it each time would be most of what a dispute takes. What a trace has given does not change.
 */
function kept<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const made = new WeakMap<Of, Made>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const fresh = make(of);
    made.set(of, fresh);
    return fresh;
  };
}

/** The tree of a tensor, or of the dataset. */
export const ownBlobTree: (bytes: Uint8Array) => MerkleTree = kept(blobTree);

/** The tree of a list of hashes. */
export const ownListTree: (entries: readonly Hash[]) => MerkleTree = kept(listTree);

/** A program's records with their tree. */
export const ownRecords: (program: Program) => { records: Uint8Array[]; tree: MerkleTree } = kept(
  (program) => {
    const records = programRecords(program);
    return { records, tree: recordsTree(records) };
  },
);

/** What one's own list of hashes has under a node: tree nodes, or at the bottom the entries themselves. */
export function childrenInList(entries: readonly Hash[], { level, index }: Place): Hash[] {
  const range = childrenOf(level, index, entries.length);
  if (range.level === 0) return entries.slice(range.first, range.first + range.count);
  return ownListTree(entries).children(level, index);
}

/** What one's own tensor has under a node of its tree. */
export function childrenInBlob(bytes: Uint8Array, { level, index }: Place): Hash[] {
  return ownBlobTree(bytes).children(level, index);
}

/** The bytes of the tensor in question, as this side has it. */
export function ownBytes(subject: Subject, trace: Trace): Promise<Uint8Array> {
  return subject.type === 'Node'
    ? trace.nodeOutput(subject.value.at.step, subject.value.node)
    : trace.initialTensor(subject.value.tensor);
}

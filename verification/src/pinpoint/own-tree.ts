import type { Cursor, Subject } from '@plumbline/runtime-types/domain/game';
import type { Hash } from '../hash/blake2b.ts';
import { blobTree } from '../merkle/blob.ts';
import { listTree } from '../merkle/list.ts';
import { childrenOf } from '../merkle/tree.ts';
import type { Trace } from './trace.ts';

type Place = Pick<Cursor, 'level' | 'index'>;

/** What one's own list of hashes has under a node: tree nodes, or at the bottom the entries themselves. */
export function childrenInList(entries: readonly Hash[], { level, index }: Place): Hash[] {
  const range = childrenOf(level, index, entries.length);
  if (range.level === 0) return entries.slice(range.first, range.first + range.count);
  return listTree(entries).children(level, index);
}

/** What one's own tensor has under a node of its tree. */
export function childrenInBlob(bytes: Uint8Array, { level, index }: Place): Hash[] {
  return blobTree(bytes).children(level, index);
}

/** The bytes of the tensor in question, as this side has it. */
export function ownBytes(subject: Subject, trace: Trace): Promise<Uint8Array> {
  return subject.type === 'Node'
    ? trace.nodeOutput(subject.value.at.step, subject.value.node)
    : trace.initialTensor(subject.value.tensor);
}

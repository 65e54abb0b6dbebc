import type { TraceLeaf } from '@plumbline/runtime-types/domain/game';
import type { Hash } from '../hash/blake2b.ts';
import { leafCount, leafOf } from '../merkle/blob.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { ownBlobTree, ownListTree, ownRecords } from './own-tree.ts';
import { nodeRecordIndex } from './records.ts';
import type { Trace } from './trace.ts';
import { traceEntries } from './trace-list.ts';
import { ENTRIES_PER_STEP } from './whole-trace.ts';

/** Defender: shows the leaf that it owes, or that there is none. */
export async function showOwed(
  facts: GameFacts,
  phase: Extract<GameState, { type: 'Trace' }>['value'],
  { step, node, leaf }: TraceLeaf,
  trace: Trace,
): Promise<Move> {
  const entries = await traceEntries(trace, phase);
  const entry = ENTRIES_PER_STEP * (step - phase.first) + 1;
  const roots = await trace.operatorRoots(step);
  const output = await trace.nodeOutput(step, node);
  const { records, tree } = ownRecords(trace.program);
  const index = nodeRecordIndex(facts, node);
  const exists = leaf < leafCount(output.length);
  return {
    type: 'ShowTrace',
    value: {
      opening: {
        operators: entries[entry] as Hash,
        operatorsPath: ownListTree(entries).path(entry),
        root: roots[node] as Hash,
        rootPath: ownListTree(roots).path(node),
        record: records[index] as Uint8Array,
        recordPath: tree.path(index),
        leaf: exists ? leafOf(output, leaf).slice() : new Uint8Array(0),
        leafPath: exists ? ownBlobTree(output).path(leaf) : [],
      },
    },
  };
}

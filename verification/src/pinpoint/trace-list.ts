import type { PickedStep } from '@plumbline/runtime-types/domain/move';
import type { Hash } from '../hash/blake2b.ts';
import { listRoot, listTree } from '../merkle/list.ts';
import type { GameState, Move } from './facts.ts';
import type { Trace } from './trace.ts';
import { ENTRIES_PER_STEP } from './whole-trace.ts';

type TracePhase = Extract<GameState, { type: 'Trace' }>['value'];
type Span = Pick<TracePhase, 'first' | 'last'>;

/** The list that the steps `(first, last]` of a trace are committed to by: after each its state root and its operators'. */
export async function traceEntries(trace: Trace, { first, last }: Span): Promise<Hash[]> {
  const states = await trace.stateRoots(first, last);
  const entries: Hash[] = [];
  for (const [i, state] of states.entries()) {
    entries.push(state, listRoot(await trace.operatorRoots(first + i)));
  }
  return entries;
}

/** Defender: commits to all of its steps. The last state is the one that it has posted, as the rules demand. */
export async function commitOwnTrace(phase: TracePhase, trace: Trace): Promise<Move> {
  const entries = await traceEntries(trace, phase);
  const tree = listTree(entries.with(-ENTRIES_PER_STEP, phase.end));
  return {
    type: 'CommitTrace',
    value: { root: tree.root, path: tree.path(entries.length - ENTRIES_PER_STEP) },
  };
}

/** Challenger: opens a step in the list that was committed to. */
export function openStep({ first, start }: Span & { start: Hash }, step: number, entries: Hash[]): Move {
  const tree = listTree(entries);
  const entry = ENTRIES_PER_STEP * (step - first);
  const isFirst = step === first;
  const picked: PickedStep = {
    step,
    start: isFirst ? start : (entries[entry - ENTRIES_PER_STEP] as Hash),
    startPath: isFirst ? [] : tree.path(entry - ENTRIES_PER_STEP),
    end: entries[entry] as Hash,
    endPath: tree.path(entry),
    operators: entries[entry + 1] as Hash,
    operatorsPath: tree.path(entry + 1),
  };
  return { type: 'PickStep', value: { picked } };
}

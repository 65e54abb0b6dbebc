import { MAX_TRACE_DEMANDS } from '@plumbline/runtime-types/domain/limits';
import type { PickedStep, TraceOpening } from '@plumbline/runtime-types/domain/move';
import { elementCount } from '../graph/shape.ts';
import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { leafCount, leafLength } from '../merkle/blob.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { type GameFacts, type GameState, next, type Outcome } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openNodeRecord } from './records.ts';
import { ELEMENT_BYTES } from './values.ts';

type TracePhase = Extract<GameState, { type: 'Trace' }>['value'];

/** What a step adds to the list that a trace is committed to by: the state after it, and its operators. */
export const ENTRIES_PER_STEP = 2;

/** A game about a tolerant interval: what the defender computed in it nobody else can, so it lays all of it open. */
export function openTrace(first: number, last: number, start: Hash, end: Hash): GameState {
  return {
    type: 'Trace',
    value: { first, last, start, end, root: undefined, owed: undefined, demands: 0, shown: undefined },
  };
}

/** Entries of the list of a trace. */
function entriesOf({ first, last }: TracePhase): number {
  return ENTRIES_PER_STEP * (last - first);
}

function stateEntry({ first }: TracePhase, step: number): number {
  return ENTRIES_PER_STEP * (step - first);
}

function opensEntry(phase: TracePhase, index: number, entry: Hash, path: readonly Hash[]): boolean {
  const { root } = phase;
  return root !== undefined && verifyPath(root, hashLeaf(entry), index, entriesOf(phase), path);
}

/** Defender: the list of all its states and operators, which ends in the state that it is committed to. */
export function commitTrace(phase: TracePhase, root: Hash, path: Hash[]): Outcome {
  if (phase.root !== undefined) {
    throw new IllegalMove(
      'WrongMove',
      'The trace has been committed to already; show the leaf that is owed.',
    );
  }
  const committed = { ...phase, root };
  if (!opensEntry(committed, stateEntry(phase, phase.last - 1), phase.end, path)) {
    throw new IllegalMove(
      'EndNotRepeated',
      `The path does not lead from the state committed to after step ${phase.last} to the root of the trace.`,
    );
  }
  return next({ type: 'Trace', value: committed });
}

/** Challenger: the step that holds a fault; from here on the game is about that one. */
export function pickStep(phase: TracePhase, picked: PickedStep): Outcome {
  const { step, start, startPath, end, endPath, operators, operatorsPath } = picked;
  ensureStep(phase, step);
  const entry = stateEntry(phase, step);
  const startOpened =
    step === phase.first
      ? sameHash(start, phase.start) && startPath.length === 0
      : opensEntry(phase, entry - ENTRIES_PER_STEP, start, startPath);
  const opened =
    startOpened &&
    opensEntry(phase, entry, end, endPath) &&
    opensEntry(phase, entry + 1, operators, operatorsPath);
  if (!opened) {
    throw new IllegalMove(
      'WrongOpening',
      `These are not the states around step ${step} and its operators in the trace that was committed to.`,
    );
  }
  return next({ type: 'Branch', value: { at: { step, start, end, operators } } });
}

/** Challenger: a leaf that it was not served has to be shown. */
export function demandTrace(
  facts: GameFacts,
  phase: TracePhase,
  owed: { step: number; node: number; leaf: number },
): Outcome {
  ensureStep(phase, owed.step);
  if (owed.node >= facts.nodeCount) {
    throw new IllegalMove('OutOfRange', `Node ${owed.node} does not exist: there are ${facts.nodeCount}.`);
  }
  if (phase.demands >= MAX_TRACE_DEMANDS) {
    throw new IllegalMove('OutOfRange', `No more than ${MAX_TRACE_DEMANDS} leaves of a trace are demanded.`);
  }
  return next({ type: 'Trace', value: { ...phase, owed, demands: phase.demands + 1, shown: undefined } });
}

/** Defender: the leaf that is owed; nobody owes one that does not exist, which the record shows. */
export function showTrace(facts: GameFacts, phase: TracePhase, opening: TraceOpening): Outcome {
  const { owed } = phase;
  if (owed === undefined)
    throw new IllegalMove('WrongMove', 'The root of the trace is due, not a leaf of it.');
  const { step, node, leaf: index } = owed;
  const { operators, operatorsPath, root, rootPath, record, recordPath, leaf, leafPath } = opening;
  const { shape } = openNodeRecord(facts, node, record, recordPath);
  const bytes = elementCount(shape) * ELEMENT_BYTES;
  const exists = index < leafCount(bytes);
  const opened =
    opensEntry(phase, stateEntry(phase, step) + 1, operators, operatorsPath) &&
    verifyPath(operators, hashLeaf(root), node, facts.nodeCount, rootPath) &&
    (!exists ||
      (leaf.length === leafLength(bytes, index) &&
        verifyPath(root, hashLeaf(leaf), index, leafCount(bytes), leafPath)));
  if (!opened) {
    throw new IllegalMove(
      'WrongOpening',
      `This is not leaf ${index} of node ${node} in step ${step} of the trace that was committed to.`,
    );
  }
  const shown = exists ? leaf : new Uint8Array(0);
  return next({ type: 'Trace', value: { ...phase, owed: undefined, shown } });
}

/** Challenger: nothing in the trace is outside its bound. */
export function concede(): Outcome {
  return { kind: 'verdict', winner: 'Defender', reason: 'Conceded' };
}

function ensureStep({ first, last }: TracePhase, step: number): void {
  if (step >= first && step < last) return;
  throw new IllegalMove('OutOfRange', `Step ${step} is not one of the steps ${first} to ${last - 1}.`);
}

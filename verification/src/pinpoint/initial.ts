import type { Hash } from '../hash/blake2b.ts';
import { pickChild, revealChildren } from './descend.ts';
import { type GameFacts, type GameState, next, type Outcome } from './facts.ts';
import { openTensorRecord } from './records.ts';
import { enterTensor } from './tensor.ts';

type Phase<N extends GameState['type']> = Extract<GameState, { type: N }>['value'];

export function revealInitial(facts: GameFacts, phase: Phase<'InitialTree'>, children: Hash[]): Outcome {
  const cursor = revealChildren(phase.cursor, facts.stateCount, 'entries', children);
  return next({ type: 'InitialTree', value: { cursor } });
}

export function pickInitial(facts: GameFacts, phase: Phase<'InitialTree'>, index: number): Outcome {
  const { cursor } = pickChild(phase.cursor, facts.stateCount, 'entries', index);
  if (cursor.level > 0) return next({ type: 'InitialTree', value: { cursor } });
  return next({ type: 'InitialTensor', value: { tensor: cursor.index, root: cursor.hash } });
}

/** Challenger: opens the record of the state tensor, which holds the rule of its initial values. */
export function openTensor(
  facts: GameFacts,
  phase: Phase<'InitialTensor'>,
  record: Uint8Array,
  path: Hash[],
): Outcome {
  const { tensor, root } = phase;
  openTensorRecord(facts, tensor, record, path);
  return enterTensor(facts, { type: 'Initial', value: { tensor, record } }, root);
}

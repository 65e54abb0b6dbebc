import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { type GameFacts, type GameState, next, type Outcome, verdict } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { nodeOf, openNodeRecord } from './records.ts';
import { nodeSubject } from './subject.ts';
import { enterTensor } from './tensor.ts';

type Phase<N extends GameState['type']> = Extract<GameState, { type: N }>['value'];

/**
 * Challenger: opens the record of the node. A constant is settled by its root, which stands in the record; a node
 * that names another tensor goes on to that tensor's opening; any other goes down its output.
 */
export function openOperator(
  facts: GameFacts,
  phase: Phase<'Operator'>,
  record: Uint8Array,
  recordPath: Hash[],
): Outcome {
  const { at, node, output, path } = phase;
  const { operator } = openNodeRecord(facts, node, record, recordPath);
  const subject = { type: 'Node' as const, value: { at, node, output, path, record } };
  switch (operator.type) {
    case 'constant':
      return verdict(!sameHash(operator.value.root, output), 'Source');
    case 'state':
    case 'reshape':
      return next({ type: 'Source', value: { subject } });
    default:
      return enterTensor(facts, subject, output);
  }
}

/** Challenger: opens the tensor that the node names, in the start state or among the operators. */
export function proveSource(facts: GameFacts, phase: Phase<'Source'>, root: Hash, path: Hash[]): Outcome {
  const { at, node, output, record } = nodeSubject(phase.subject);
  const { operator, inputs } = nodeOf(facts, node, record);
  const opened =
    operator.type === 'state'
      ? verifyPath(at.start, hashLeaf(root), operator.value.tensor, facts.stateCount, path)
      : verifyPath(at.operators, hashLeaf(root), inputs[0] ?? facts.nodeCount, facts.nodeCount, path);
  if (!opened) {
    throw new IllegalMove(
      'WrongOpening',
      `The path does not lead from this tensor to the ${operator.type === 'state' ? 'start state' : 'operators'} of step ${at.step}.`,
    );
  }
  return verdict(!sameHash(root, output), 'Source');
}

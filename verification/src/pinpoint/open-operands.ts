import type { OperandOpening } from '@plumbline/runtime-types/domain/move';
import type { Opening } from '../element/evaluate.ts';
import type { Hash } from '../hash/blake2b.ts';
import { leafOf } from '../merkle/blob.ts';
import { pathBefore } from './beside.ts';
import { claimOperandsDue } from './claim.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { ownBlobTree, ownListTree } from './own-tree.ts';
import { operandsDue } from './proof.ts';
import { nodeOf } from './records.ts';
import { type NodeSubject, nodeSubject } from './subject.ts';
import type { Trace } from './trace.ts';
import { LEAF_ELEMENTS } from './values.ts';

type Phase<N extends GameState['type']> = Extract<GameState, { type: N }>['value'];

/** Challenger: opens the tensor that a `state` or `reshape` node names. */
export async function openSource(facts: GameFacts, phase: Phase<'Source'>, trace: Trace): Promise<Move> {
  const subject = nodeSubject(phase.subject);
  const { at, node, record } = subject;
  const { operator, inputs } = nodeOf(facts, node, record);
  if (operator.type === 'state') {
    const { tensor } = operator.value;
    const roots = await trace.tensorRoots(at.step);
    return {
      type: 'ProveSource',
      value: { root: roots[tensor] as Hash, path: ownListTree(roots).path(tensor) },
    };
  }
  const value = await openEarlierNode(subject, inputs[0] ?? 0, trace);
  return { type: 'ProveSource', value };
}

/** Challenger: opens what the last instruction reads. */
export function openOperands(facts: GameFacts, phase: Phase<'Proof'>, trace: Trace): Promise<Move> {
  return openDue(facts, nodeSubject(phase.subject), operandsDue(facts, phase), trace);
}

/** Defender: opens what the last instruction of a claim reads. */
export function openClaimOperands(facts: GameFacts, phase: Phase<'ClaimProof'>, trace: Trace): Promise<Move> {
  return openDue(facts, nodeSubject(phase.subject), claimOperandsDue(facts, phase), trace);
}

async function openDue(
  facts: GameFacts,
  subject: NodeSubject,
  due: readonly Opening[],
  trace: Trace,
): Promise<Move> {
  const { inputs } = nodeOf(facts, subject.node, subject.record);
  const operands: OperandOpening[] = [];
  for (const { operand, element } of due) {
    const leaf = Math.floor(element / LEAF_ELEMENTS);
    if (operand === 'data') {
      operands.push({ root: facts.datasetRoot, rootPath: [], ...openLeaf(trace.dataset, leaf) });
      continue;
    }
    const input = inputs[operand] ?? 0;
    const { root, path } = await openEarlierNode(subject, input, trace);
    const bytes = await trace.nodeOutput(subject.at.step, input);
    operands.push({ root, rootPath: path, ...openLeaf(bytes, leaf) });
  }
  return { type: 'ProveOperation', value: { operands } };
}

function openLeaf(bytes: Uint8Array, leaf: number): Pick<OperandOpening, 'leaf' | 'leafPath'> {
  return { leaf: leafOf(bytes, leaf).slice(), leafPath: ownBlobTree(bytes).path(leaf) };
}

/** A node before the disputed one: its output is agreed, and so is enough of the tree to open it. */
async function openEarlierNode(
  { at, node, output, path }: NodeSubject,
  earlier: number,
  trace: Trace,
): Promise<{ root: Hash; path: Hash[] }> {
  const roots = await trace.operatorRoots(at.step);
  return {
    root: roots[earlier] as Hash,
    path: pathBefore(ownListTree(roots), earlier, { index: node, entry: output, path }),
  };
}

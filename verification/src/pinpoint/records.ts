import { decodeNode, decodeState } from '../graph/codec.ts';
import type { GraphNode, StateTensor } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { checkNode, checkShape } from '../operators/check-node.ts';
import type { GameFacts } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';

/** What is known of a program without a record of it. */
export type ProgramFacts = Pick<GameFacts, 'programRoot' | 'stateCount' | 'nodeCount'>;

/** Where a state tensor's record stands in the program. */
export function tensorRecordIndex(tensor: number): number {
  return 1 + tensor;
}

/** Where a node's record stands in the program. */
export function nodeRecordIndex(facts: Pick<GameFacts, 'stateCount'>, node: number): number {
  return 1 + facts.stateCount + node;
}

/** Records of a program: its header, its state tensors and its nodes. */
export function recordCount({
  stateCount,
  nodeCount,
}: Pick<ProgramFacts, 'stateCount' | 'nodeCount'>): number {
  return 1 + stateCount + nodeCount;
}

/** Throws `IllegalMove` `WrongOpening` unless `record` is the one at `index` of the program. */
export function checkRecordOpening(
  facts: ProgramFacts,
  index: number,
  record: Uint8Array,
  path: readonly Hash[],
): void {
  const count = recordCount(facts);
  if (!verifyPath(facts.programRoot, hashLeaf(record), index, count, path)) {
    throw new IllegalMove(
      'WrongOpening',
      `The path does not lead from this record at position ${index} of ${count} to the program's root.`,
    );
  }
}

/** Decodes a record; one that is not well-formed cannot be played on, whoever is right. */
function decoded<T>(index: number, record: Uint8Array, decode: (record: Uint8Array) => T): T {
  try {
    return decode(record);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new IllegalMove('MalformedRecord', `Record ${index} of the program is not well-formed: ${why}`);
  }
}

/** The opened record of a node of the program. */
export function openNodeRecord(
  facts: GameFacts,
  node: number,
  record: Uint8Array,
  path: readonly Hash[],
): GraphNode {
  const index = nodeRecordIndex(facts, node);
  checkRecordOpening(facts, index, record, path);
  return nodeOf(facts, node, record);
}

/** A node from its record, opened before, and well-formed as far as one record tells; its inputs are earlier nodes, so that they are agreed. */
export function nodeOf(facts: GameFacts, node: number, record: Uint8Array): GraphNode {
  const index = nodeRecordIndex(facts, node);
  const graphNode = decoded(index, record, (bytes) => {
    const opened = decodeNode(bytes, index);
    checkNode(opened, index);
    return opened;
  });
  const { operator, inputs } = graphNode;
  if (inputs.some((input) => input >= node)) {
    throw new IllegalMove('MalformedRecord', `Node ${node} reads a node that is not before it.`);
  }
  if (operator.type === 'state' && operator.value.tensor >= facts.stateCount) {
    throw new IllegalMove('MalformedRecord', `Node ${node} names state tensor ${operator.value.tensor}.`);
  }
  return graphNode;
}

/** The opened record of a state tensor of the program. */
export function openTensorRecord(
  facts: ProgramFacts,
  tensor: number,
  record: Uint8Array,
  path: readonly Hash[],
): StateTensor {
  checkRecordOpening(facts, tensorRecordIndex(tensor), record, path);
  return tensorOf(tensor, record);
}

/** A state tensor from its record, opened before, of a shape whose tree can be gone down. */
export function tensorOf(tensor: number, record: Uint8Array): StateTensor {
  const index = tensorRecordIndex(tensor);
  return decoded(index, record, (bytes) => {
    const opened = decodeState(bytes, index);
    checkShape(opened.shape, index);
    return opened;
  });
}

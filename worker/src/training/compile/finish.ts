import type { GraphNode, Program, ProgramHeader, StateTensor } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { kernelsHash } from '../kernels/identity.ts';
import type { GraphBuilder } from './builder.ts';

/** A state tensor whose `next` still counts nodes of the builder. */
export interface OpenProgram {
  readonly build: GraphBuilder;
  readonly states: readonly StateTensor[];
  readonly lossNode: number;
  /** Other nodes to keep, for whoever wants to see them. */
  readonly outputs: readonly number[];
  readonly header: Pick<ProgramHeader, 'batchSize' | 'rowStride' | 'rowWidth'>;
}

/** Keeps the nodes that the loss, the next state and the outputs need, in their order, and numbers them anew. */
export function finishProgram({ build, states, lossNode, outputs, header }: OpenProgram): {
  program: Program;
  outputs: number[];
  /** Which of the builder's nodes each node is. */
  order: readonly number[];
} {
  const needed = new Set<number>();
  const open = [lossNode, ...outputs, ...states.map((state) => state.next)];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (needed.has(index)) continue;
    needed.add(index);
    open.push(...(build.nodes[index] as GraphNode).inputs);
  }
  const order = [...needed].sort((a, b) => a - b);
  const place = new Map(order.map((old, index) => [old, index]));
  const placed = (old: number): number => place.get(old) as number;
  const nodes = order.map((old) => {
    const node = build.nodes[old] as GraphNode;
    return { ...node, inputs: node.inputs.map(placed) };
  });
  const constants = new Map<string, Uint8Array>();
  for (const { operator } of nodes) {
    if (operator.type !== 'constant') continue;
    const root = toHex(operator.value.root);
    const bytes = build.constants.get(root);
    if (bytes) constants.set(root, bytes);
  }
  const program: Program = {
    header: {
      version: 1,
      operatorSet: 1,
      kernels: kernelsHash(),
      stateCount: states.length,
      nodeCount: nodes.length,
      lossNode: placed(lossNode),
      batchSize: header.batchSize,
      rowStride: header.rowStride,
      rowWidth: header.rowWidth,
    },
    states: states.map((state) => ({ ...state, next: placed(state.next) })),
    nodes,
    constants,
  };
  return { program, outputs: outputs.map(placed), order };
}

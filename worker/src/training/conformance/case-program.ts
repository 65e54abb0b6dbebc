import { toBits } from '@plumbline/verification/f32/bits';
import type { GraphNode, Operator, Program, Shape, StateTensor } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { kernelsHash } from '../kernels/identity.ts';
import { CASE_BATCHES } from './header.ts';
import type { OperatorCase } from './operator-case.ts';

/** A program that holds cases of operators, and the node of each. */
export interface CaseProgram {
  readonly program: Program;
  readonly nodes: readonly number[];
}

/** Cases one after the other, their operands as constants. */
export function caseProgram(cases: readonly OperatorCase[]): CaseProgram {
  const nodes: GraphNode[] = [];
  const states: StateTensor[] = [];
  const constants = new Map<string, Uint8Array>();
  const add = (operator: Operator, inputs: readonly number[], shape: Shape): number => {
    const inputShapes = inputs.map((input) => (nodes[input] as GraphNode).shape);
    return nodes.push({ operator, inputs, inputShapes, shape }) - 1;
  };
  const lossNode = add({ type: 'fill', value: { bits: toBits(0) } }, [], []);
  const own = cases.map(({ operator, operands, shape, init }) => {
    const inputs = operands.map(({ shape: given, values }) => {
      const bytes = tensorBytes(values);
      const root = blobRoot(bytes);
      constants.set(toHex(root), bytes);
      return add({ type: 'constant', value: { root } }, [], given);
    });
    if (operator.type === 'constant') return inputs[0] as number;
    if (init === undefined) return add(operator, inputs, shape);
    const tensor = states.length;
    const next = add({ type: 'state', value: { tensor } }, [], shape);
    states.push({ name: `state${tensor}`, shape, init, next });
    return next;
  });
  const header = {
    ...CASE_BATCHES,
    version: 1,
    operatorSet: 1,
    kernels: kernelsHash(),
    stateCount: states.length,
    nodeCount: nodes.length,
    lossNode,
  } as const;
  return { program: { header, states, nodes, constants }, nodes: own };
}

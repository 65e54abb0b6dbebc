import { toBits } from '@plumbline/verification/f32/bits';
import { MAX_PROGRAM_ELEMENTS } from '@plumbline/verification/graph/limits';
import type { GraphNode, Operator, Program, Shape, StateTensor } from '@plumbline/verification/graph/types';
import { kernelsHash } from '@plumbline/worker/training/kernels/identity';

export interface ProgramSize {
  /** Nodes of a step. */
  readonly operators: number;
  /** Of the largest tensors: the product in dispute, and the state that it changes. */
  readonly elements: number;
}

/** A program of this size, and the product of its step that a dispute is about. */
export interface SizedProgram {
  readonly program: Program;
  readonly product: number;
  /** Elements of each other operator: as many as the product has, or as a program may still have. */
  readonly others: number;
  /** Terms of an element of the product. */
  readonly terms: number;
}

const MOST_TERMS = 256;
/** Nodes and states with as many elements as the product. */
const LARGE = 4;
/** Nodes besides those of the chain. */
const FRAME = 9;

/**
 * w := w − a·b in each step, and a chain of element-wise operators around the product, together with what a step needs
 * so many operators, each as large as the product, or as large as the limit of a program allows.
 */
export function sizedProgram({ operators, elements }: ProgramSize): SizedProgram {
  let rows = Math.floor(Math.sqrt(elements));
  while (elements % rows !== 0) rows--;
  const columns = elements / rows;
  const terms = Math.min(columns, MOST_TERMS);
  const inputs = 2 * terms * (rows + columns);
  const links = operators - FRAME;
  const room = Math.floor((MAX_PROGRAM_ELEMENTS - LARGE * elements - inputs) / (links + 3));
  const others = Math.min(elements, room);
  const nodes: GraphNode[] = [];
  const add = (operator: Operator, from: readonly number[], shape: Shape): number => {
    const inputShapes = from.map((input) => nodes[input]?.shape ?? []);
    return nodes.push({ operator, inputs: from, inputShapes, shape }) - 1;
  };
  const [w, a, b, v] = [[rows, columns], [rows, terms], [terms, columns], [others]].map((shape, tensor) =>
    add({ type: 'state', value: { tensor } }, [], shape),
  ) as [number, number, number, number];
  const shrink = add({ type: 'fill', value: { bits: toBits(0.75) } }, [], []);
  const shift = add({ type: 'fill', value: { bits: toBits(0.25) } }, [], []);
  const link = (from: number, i: number): number =>
    i % 2 === 0
      ? add({ type: 'mul' }, [from, shrink], [others])
      : add({ type: 'add' }, [from, shift], [others]);
  let last = v;
  for (let i = 0; i < links; i++) if (i < links / 2) last = link(last, i);
  const matmul: Operator = { type: 'matmul', value: { transposeA: false, transposeB: false } };
  const product = add(matmul, [a, b], [rows, columns]);
  const next = add({ type: 'sub' }, [w, product], [rows, columns]);
  for (let i = Math.ceil(links / 2); i < links; i++) last = link(last, i);
  const lossNode = add({ type: 'sum', value: { axes: [0, 1] } }, [b], []);
  const state = (name: string, shape: Shape, to: number, value: number): StateTensor => ({
    ...{ name, shape, next: to },
    init: { type: 'Fill', value: { bits: toBits(value) } },
  });
  const states = [
    state('w', [rows, columns], next, 0.5),
    state('a', [rows, terms], a, 0.125),
    state('b', [terms, columns], b, 0.0625),
    state('v', [others], last, 0.5),
  ];
  const header: Program['header'] = {
    version: 1,
    operatorSet: 1,
    kernels: kernelsHash(),
    stateCount: states.length,
    nodeCount: nodes.length,
    lossNode,
    batchSize: 1,
    rowStride: 1,
    rowWidth: 1,
  };
  return { program: { header, states, nodes, constants: new Map() }, product, others, terms };
}

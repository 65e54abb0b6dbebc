import { broadcastStrides, elementCount, stridesOf } from '@plumbline/verification/graph/shape';
import type { GraphNode, PlainOperatorName, Program } from '@plumbline/verification/graph/types';
import { mergeLoops } from '../loops.ts';
import { type Chain, type ChainSource, MAX_LEVELS, type Movement } from './chain.ts';

/** The axes of a shape that are longer than 1. */
const long = (node: GraphNode, values: readonly number[]): number[] =>
  values.filter((_, axis) => node.shape[axis] !== 1);

/**
 * The chain that computes a group of nodes and leaves behind `results`; undefined where its loops are too many.
 *
 * @param storage for each node the one whose output it names
 */
export function describeChain(
  program: Program,
  storage: readonly number[],
  group: readonly number[],
  results: readonly number[],
): Chain | undefined {
  const nodes = group.map((i) => program.nodes[i] as GraphNode);
  const total = elementCount(nodes[0]?.shape ?? []);
  const repeating = nodes.find(({ inputShapes }) =>
    inputShapes.some((input) => ![1, total].includes(elementCount(input))),
  );
  const space = repeating ? long(repeating, repeating.shape) : [total];
  const dense = stridesOf(space);
  const operands: { readonly node: number; readonly strides: readonly number[] }[] = [];
  const known = new Map<number, ChainSource>();

  const operandOf = (node: GraphNode, index: number): ChainSource => {
    const from = storage[node.inputs[index] ?? 0] ?? 0;
    const value = known.get(from);
    if (value) return value;
    const { operator } = program.nodes[from] as GraphNode;
    if (operator.type === 'fill') return { bits: operator.value.bits };
    const input = node.inputShapes[index] ?? [];
    const count = elementCount(input);
    const strides =
      count === 1
        ? space.map(() => 0)
        : count === total
          ? dense
          : long(node, broadcastStrides(input, node.shape));
    const same = operands.findIndex((one) => one.node === from && `${one.strides}` === `${strides}`);
    return { operand: same >= 0 ? same : operands.push({ node: from, strides }) - 1 };
  };

  const operations: { type: PlainOperatorName; sources: ChainSource[] }[] = [];
  group.forEach((i, at) => {
    const node = nodes[at] as GraphNode;
    const sources = node.inputs.map((_, index) => operandOf(node, index));
    const type = node.operator.type as PlainOperatorName;
    // Repeating an input is only a way of reading it.
    const value = type === 'broadcast' ? sources[0] : { value: operations.push({ type, sources }) - 1 };
    known.set(i, value as ChainSource);
  });

  const loops = mergeLoops(space, [dense, ...operands.map(({ strides }) => strides)]);
  if (loops.sizes.length > MAX_LEVELS) return undefined;
  const flat = loops.sizes.length === 0;
  const sizes = flat ? [1] : loops.sizes;
  const strides = loops.strides.slice(1).map((own) => (flat ? [0] : own));
  return {
    code: {
      levels: sizes.length,
      operands: strides.map(movementOf),
      operations,
      results: results.map((i) => known.get(i) as ChainSource),
    },
    operands: operands.map(({ node }) => node),
    results,
    sizes,
    strides,
  };
}

function movementOf(strides: readonly number[]): Movement {
  if (strides.every((stride) => stride === 0)) return 'still';
  return strides.at(-1) === 0 ? 'repeated' : 'running';
}

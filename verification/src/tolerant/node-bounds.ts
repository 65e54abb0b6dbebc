import type { ElementContext } from '../element/instruction.ts';
import { BLOCK_ELEMENTS, blockRunner } from '../element/run-block.ts';
import { fromBits } from '../f32/bits.ts';
import { broadcastStrides, locate, sameShape } from '../graph/shape.ts';
import type { GraphNode, OperatorName } from '../graph/types.ts';
import { elementProgram } from '../operators/registry.ts';
import { allowanceTail, reductionAllowance, VALUE_OPERAND } from './bounded-program.ts';
import type { RunNode } from './run-node.ts';

/** A node with the contents of its operands. */
export interface ComputedNode {
  readonly node: GraphNode;
  readonly operands: readonly Float32Array[];
  readonly context: ElementContext;
}

/** The bounds of the elements `[first, first + count)`, `count` at most `BLOCK_ELEMENTS`; overwritten by the next call. */
export type BoundsFrom = (first: number, count: number) => Float32Array;

/** Sums whose second operand says where to, and is no term. */
const INDEXED: ReadonlySet<OperatorName> = new Set<OperatorName>(['segmentSum', 'maxPoolGradient']);

/**
 * What the bounded element programs of a node leave in r1, for all of its elements, bit for bit: of a sum, whose
 * magnitudes are the same sum of the magnitudes of its operands, with one more run of its kernel.
 *
 * @param values what `run` gives for the node
 * @returns undefined where `run` has no kernel
 */
export function nodeBounds(
  computed: ComputedNode,
  values: Float32Array,
  run: RunNode,
): BoundsFrom | undefined {
  const { node, operands, context } = computed;
  const { type } = node.operator;
  // However long it is, an element program takes no time to be begun, and all of a node's are of one length.
  const allowance = reductionAllowance(type, elementProgram(node, 0, context).length);
  if (allowance === undefined) return allowedFrom(computed, values);
  const sizes = operands.map((operand, i) => (i > 0 && INDEXED.has(type) ? operand : operand.map(Math.abs)));
  const magnitudes = run(node, sizes, context);
  if (magnitudes === undefined) return undefined;
  const [factor, lost] = [fromBits(allowance.factor), fromBits(allowance.lost)];
  const bounds = new Float32Array(BLOCK_ELEMENTS);
  return (first, count) => {
    for (let i = 0; i < count; i++) {
      bounds[i] = Math.fround((magnitudes[first + i] as number) * factor) + lost;
    }
    return bounds;
  };
}

function allowedFrom({ node, operands }: ComputedNode, values: Float32Array): BoundsFrom {
  const tail = allowanceTail(node.operator.type);
  const runTail = blockRunner(tail);
  const read = new Set(tail.flatMap(({ sources }) => sources.map(operandOf)));
  const blocks = operands.map((operand, index) =>
    read.has(index) ? broadcastBlocks(node, index, operand) : undefined,
  );
  return (first, count) => {
    const given = blocks.map((block) => block?.(first, count) ?? NOTHING);
    given[VALUE_OPERAND] = values.subarray(first, first + count);
    return runTail(given, count)[1] as Float32Array;
  };
}

const NOTHING = new Float32Array(0);

function operandOf(source: { readonly kind: string; readonly operand?: unknown }): unknown {
  return source.kind === 'operand' ? source.operand : undefined;
}

/** What elements of an element-wise node read of operand `index`. */
function broadcastBlocks({ inputShapes, shape }: GraphNode, index: number, values: Float32Array): BoundsFrom {
  const own = inputShapes[index] ?? [];
  if (sameShape(own, shape)) return (first, count) => values.subarray(first, first + count);
  const block = new Float32Array(BLOCK_ELEMENTS);
  if (values.length === 1) {
    block.fill(values[0] as number);
    return () => block;
  }
  const strides = broadcastStrides(own, shape);
  return (first, count) => {
    for (let i = 0; i < count; i++) block[i] = values[locate(first + i, shape, strides)] as number;
    return block;
  };
}

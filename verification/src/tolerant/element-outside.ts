import { runProgram } from '../element/evaluate.ts';
import type { ElementContext } from '../element/instruction.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode } from '../graph/types.ts';
import { bitsAt } from '../pinpoint/values.ts';
import { tensorValues } from '../trace/tensor.ts';
import { boundedProgram } from './bounded-program.ts';
import { isOutside } from './outside.ts';
import type { RunNode } from './run-node.ts';
import { suspects } from './suspects.ts';

/** A node as somebody is committed to it; tensors as f32 little-endian. */
export interface CommittedNode {
  readonly node: GraphNode;
  readonly operands: readonly Uint8Array[];
  readonly output: Uint8Array;
  readonly context: ElementContext;
  readonly dataset: Uint8Array;
}

/**
 * The first element of a node's output that lies outside its bound, by its element program. With `run` only those are
 * looked at that lie outside by its figures, where it has a kernel.
 */
export function elementOutside(committed: CommittedNode, run?: RunNode): number | undefined {
  const isOne = (element: number): boolean => liesOutside(committed, element);
  const { node, operands, output, context } = committed;
  const given = { node, operands: operands.map(tensorValues), context };
  const found = run && suspects(given, tensorValues(output), run);
  if (found !== undefined) {
    for (const element of found) if (isOne(element)) return element;
    return undefined;
  }
  const count = elementCount(node.shape);
  for (let element = 0; element < count; element++) if (isOne(element)) return element;
  return undefined;
}

function liesOutside({ node, operands, output, context, dataset }: CommittedNode, element: number): boolean {
  const read = (operand: number | 'data', at: number): number =>
    bitsAt(operand === 'data' ? dataset : (operands[operand] as Uint8Array), at);
  const [value = 0, bound = 0] = runProgram(boundedProgram(node, element, context), read);
  return isOutside(bitsAt(output, element), value, bound);
}

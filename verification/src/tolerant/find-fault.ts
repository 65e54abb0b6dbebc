import type { GraphNode } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import type { GameFacts } from '../pinpoint/facts.ts';
import type { Trace } from '../pinpoint/trace.ts';
import { stateRoot } from '../trace/state.ts';
import { elementOutside } from './element-outside.ts';
import type { RunNode } from './run-node.ts';

/** Something in a trace that no rounding explains. */
export type Fault =
  /** An element that lies outside its bound. */
  | { readonly kind: 'Element'; readonly step: number; readonly node: number; readonly element: number }
  /** A node that names another tensor, and is not that tensor. */
  | { readonly kind: 'Source'; readonly step: number; readonly node: number }
  /** The state after the step is not the outputs that the program says. */
  | { readonly kind: 'EndState'; readonly step: number };

/**
 * The first fault in the steps `(first, last]` of a Solver's own trace, as it serves it, or undefined. Every element is
 * held against the bound around what its own operands give, so nothing is carried from one operator to the next.
 *
 * @param run computes whole nodes; without it every element's program is run by itself, which takes microseconds for
 *   each of its operations
 */
export async function findFault(
  facts: GameFacts,
  first: number,
  last: number,
  trace: Trace,
  run?: RunNode,
): Promise<Fault | undefined> {
  for (let step = first; step < last; step++) {
    const fault = (await faultyNode(facts, step, trace, run)) ?? (await faultyEnd(step, trace));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function faultyNode(
  facts: GameFacts,
  step: number,
  trace: Trace,
  run: RunNode | undefined,
): Promise<Fault | undefined> {
  const roots = await trace.operatorRoots(step);
  const before = await trace.tensorRoots(step);
  const { seed, rows, batchSize, rowStride } = facts;
  for (const [index, node] of trace.program.nodes.entries()) {
    const named = namedRoot(node, roots, before);
    if (named !== undefined) {
      if (!sameHash(named, roots[index] as Uint8Array)) return { kind: 'Source', step, node: index };
      continue;
    }
    const operands = await Promise.all(node.inputs.map((input) => trace.nodeOutput(step, input)));
    const output = await trace.nodeOutput(step, index);
    const context = { step, seed, rows, batchSize, rowStride };
    const { dataset } = trace;
    const element = elementOutside({ node, operands, output, context, dataset }, run);
    if (element !== undefined) return { kind: 'Element', step, node: index, element };
  }
  return undefined;
}

/** The root that a node without an element program has to have. */
function namedRoot(
  { operator, inputs }: GraphNode,
  roots: readonly Uint8Array[],
  before: readonly Uint8Array[],
): Uint8Array | undefined {
  switch (operator.type) {
    case 'constant':
      return operator.value.root;
    case 'state':
      return before[operator.value.tensor];
    case 'reshape':
      return roots[inputs[0] ?? 0];
    default:
      return undefined;
  }
}

/** The state after a step has to be the outputs that the program names; its root alone shows whether it is. */
async function faultyEnd(step: number, trace: Trace): Promise<Fault | undefined> {
  const roots = await trace.operatorRoots(step);
  const [after] = await trace.stateRoots(step, step + 1);
  const right = stateRoot(trace.program.states.map(({ next }) => roots[next] as Hash));
  return after !== undefined && sameHash(after, right) ? undefined : { kind: 'EndState', step };
}

import { isBinary, isUnary } from '@plumbline/verification/graph/element-wise';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';

/** Bounds of one chain, so that what is generated for it stays small. */
const MAX_OPERATIONS = 48;
const MAX_INPUTS = 48;

/** Element-wise nodes of equally many elements. */
interface Group {
  readonly nodes: number[];
  /** Lengths, but for those of 1, of the nodes that repeat an input; undefined where none does. */
  space: string | undefined;
  inputs: number;
}

export function isElementwise({ nodes }: Program, i: number): boolean {
  const type = nodes[i]?.operator.type ?? 'state';
  return isUnary(type) || isBinary(type) || type === 'select' || type === 'broadcast';
}

/**
 * Groups element-wise nodes that wait to be computed, while everything else that they need is there. The groups are in
 * an order in which they can be computed, and each in the program's.
 */
export function groupNodes(
  program: Program,
  storage: readonly number[],
  waiting: readonly number[],
): number[][] {
  const counts = new Map<number, number[]>();
  for (const i of waiting) {
    const count = elementCount(program.nodes[i]?.shape ?? []);
    counts.set(count, [...(counts.get(count) ?? []), i]);
  }
  // Broadcasting only ever makes more elements, so what has fewer is never waiting for what has more.
  return [...counts].sort(([a], [b]) => a - b).flatMap(([, same]) => groupEqual(program, storage, same));
}

/** Of equally many elements: a node is with all nodes that it reads, or all groups end and it begins a new one. */
function groupEqual(program: Program, storage: readonly number[], waiting: readonly number[]): number[][] {
  const done: number[][] = [];
  let open = new Map<number, Group>();
  for (const i of waiting) {
    const read = (program.nodes[i]?.inputs ?? []).map((input) => storage[input] ?? input);
    const own: Group = { nodes: [i], space: spaceOf(program, i), inputs: read.length };
    const groups = [...new Set(read.flatMap((input) => open.get(input) ?? []))];
    const joined = join([...groups, own]);
    if (joined === undefined) {
      done.push(...inOrder(open));
      open = new Map();
    }
    const group = joined ?? own;
    for (const node of group.nodes) open.set(node, group);
  }
  return [...done, ...inOrder(open)];
}

function inOrder(open: ReadonlyMap<number, Group>): number[][] {
  return [...new Set(open.values())].map(({ nodes }) => nodes);
}

/** All of these as one; undefined where that cannot be one chain. */
function join(groups: readonly Group[]): Group | undefined {
  const spaces = new Set(groups.flatMap(({ space }) => space ?? []));
  const nodes = groups.flatMap((group) => group.nodes);
  const inputs = groups.reduce((sum, group) => sum + group.inputs, 0);
  if (spaces.size > 1 || nodes.length > MAX_OPERATIONS || inputs > MAX_INPUTS) return undefined;
  return { nodes: nodes.sort((a, b) => a - b), space: [...spaces][0], inputs };
}

/** The lengths along which a node repeats one of its inputs. */
function spaceOf({ nodes }: Program, i: number): string | undefined {
  const { shape, inputShapes } = nodes[i] ?? { shape: [], inputShapes: [] };
  const total = elementCount(shape);
  const repeats = inputShapes.some((input) => ![1, total].includes(elementCount(input)));
  return repeats ? shape.filter((size) => size !== 1).join() : undefined;
}

import { toBits } from '@plumbline/verification/f32/bits';
import { encodeNode } from '@plumbline/verification/graph/codec';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { hashLeaf } from '@plumbline/verification/merkle/tree';
import type { GameFacts, GameState } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { nodeRecordIndex } from '@plumbline/verification/pinpoint/records';
import { bitsAt } from '@plumbline/verification/pinpoint/values';
import { type Product, patternOf, productOf, registersAt } from './product.ts';
import { type SparseTensor, sparseTensor } from './sparse-tensor.ts';
import { SparseTree } from './sparse-tree.ts';

export interface Sizes {
  readonly steps: number;
  readonly operators: number;
  readonly elements: number;
}

/** What one side has computed. */
export interface TraceSide {
  /** States and operators of all steps; the same in all but the disputed one and the last. */
  readonly entries: SparseTree;
  stateRoot(steps: number): Hash;
  readonly operators: SparseTree;
  /** The output root of a node of the disputed step. */
  operatorRoot(node: number): Hash;
  readonly output: SparseTensor;
  /** Register files of the disputed element at these points. */
  registers(points: readonly number[]): Uint8Array[];
}

export interface SyntheticDispute {
  /** The instruction of the element program that was computed wrong. */
  readonly fault: number;
  /** The step that it was computed in. */
  readonly step: number;
  readonly facts: GameFacts;
  readonly opening: GameState;
  readonly product: Product;
  readonly record: { readonly bytes: Uint8Array; readonly path: Hash[] };
  readonly honest: TraceSide;
  readonly liar: TraceSide;
}

/** Farther from any element than its bound. */
const FAR = toBits(2 ** 40);

const FILLER = encodeNode({
  operator: { type: 'fill', value: { bits: toBits(1) } },
  inputs: [],
  inputShapes: [],
  shape: [],
});

/**
 * A dispute about a trace of any size, all in one interval: a matrix product in one of its steps was computed with one
 * wrong multiplication. All other nodes are alike, so that nothing is as large as the trace. In a tolerant task it is the element that is wrong, by more than any
 * rounding makes of it.
 */
export function syntheticDispute(
  { steps, operators, elements }: Sizes,
  mode: GameFacts['mode'] = 'Reproducible',
): SyntheticDispute {
  const seed = blake2b256();
  const product = productOf(elements, { seed });
  const node = Math.floor(operators / 2);
  const step = Math.floor((steps * 2) / 3);
  const recordIndex = nodeRecordIndex({ stateCount: 1 }, node);
  const bytes = encodeNode(product.node);
  const records = new SparseTree(2 + operators, hashLeaf(FILLER), new Map([[recordIndex, hashLeaf(bytes)]]));
  const facts: GameFacts = {
    mode,
    programRoot: records.root,
    stateCount: 1,
    nodeCount: operators,
    datasetRoot: seed,
    datasetElements: 1,
    rows: 1,
    rowStride: 1,
    batchSize: 1,
    seed,
    steps,
    checkpointEvery: steps,
  };
  // An even instruction multiplies two operands, so that the last proof opens both.
  const fault = 2 * Math.floor(product.program.length / 3);
  const where = { operators, node, step, steps };
  const honest = sideOf(product, where, (after) => stateRoot(after, 0));
  const liar = sideOf(product, where, (after) => stateRoot(after, after > step ? 1 : 0), {
    fault,
    ...(mode === 'Tolerant' ? { bits: FAR } : {}),
  });
  const opening = openGame(facts, { interval: 0, start: honest.stateRoot(0), end: liar.stateRoot(steps) });
  return {
    fault,
    step,
    facts,
    opening,
    product,
    record: { bytes, path: records.path(recordIndex) },
    honest,
    liar,
  };
}

function stateRoot(steps: number, world: number): Hash {
  return blake2b256(new Uint8Array(Uint32Array.of(steps, world).buffer));
}

function sideOf(
  product: Product,
  { operators, node, step, steps }: { operators: number; node: number; step: number; steps: number },
  rootAfter: (steps: number) => Hash,
  lie: { fault?: number; bits?: number } = {},
): TraceSide {
  const { program, operands, element } = product;
  const { fault } = lie;
  const [end] = registersAt(product, [program.length], fault);
  const bits = lie.bits ?? bitsAt(end ?? new Uint8Array(4), 0);
  const [rows = 0, columns = 0] = product.node.shape;
  const output = sparseTensor(rows * columns, patternOf(0), { element, bits });
  const filler = blake2b256(FILLER);
  const roots = new Map([
    ...operands.map(({ tree }, i) => [i, tree.root] as const),
    [node, output.tree.root],
  ]);
  const leaves = new Map([...roots].map(([index, root]) => [index, hashLeaf(root)]));
  const tree = new SparseTree(operators, hashLeaf(filler), leaves);
  const shown: [number, Hash][] = [
    [2 * step - 2, rootAfter(step)],
    [2 * step, rootAfter(step + 1)],
    [2 * step + 1, tree.root],
    [2 * steps - 2, rootAfter(steps)],
  ];
  const entries = new Map(shown.map(([index, root]) => [index, hashLeaf(root)]));
  return {
    entries: new SparseTree(2 * steps, hashLeaf(filler), entries),
    stateRoot: rootAfter,
    operators: tree,
    operatorRoot: (index) => roots.get(index) ?? filler,
    output,
    registers: (points) => registersAt(product, points, fault),
  };
}

import { runProgram } from '@plumbline/verification/element/evaluate';
import type { ElementContext } from '@plumbline/verification/element/instruction';
import { BLOCK_ELEMENTS } from '@plumbline/verification/element/run-block';
import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import type { GraphNode, OperatorName } from '@plumbline/verification/graph/types';
import { bitsAt } from '@plumbline/verification/pinpoint/values';
import { boundedProgram } from '@plumbline/verification/tolerant/bounded-program';
import { type CommittedNode, elementOutside } from '@plumbline/verification/tolerant/element-outside';
import { nodeBounds } from '@plumbline/verification/tolerant/node-bounds';
import { tensorBytes, tensorValues } from '@plumbline/verification/trace/tensor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Draw } from '../conformance/draw.ts';
import { CASE_BATCHES } from '../conformance/header.ts';
import { OPERATOR_CASES } from '../conformance/operator-cases.ts';
import { createNodeRunner } from './node-runner.ts';

const SEED = new Uint8Array(32).fill(7);
const ROWS = 40;
const CONTEXT: ElementContext = { ...CASE_BATCHES, step: 3, seed: SEED, rows: ROWS };
const DATASET = tensorBytes(
  Float32Array.from(
    { length: (ROWS - 1) * CASE_BATCHES.rowStride + CASE_BATCHES.rowWidth },
    (_, i) => (((i * i) % 13) - 6) / 4,
  ),
);
const NAMES = (Object.keys(OPERATOR_CASES) as OperatorName[]).filter(
  (name) => name !== 'state' && name !== 'constant' && name !== 'reshape',
);
/** What an element may be committed to that was never computed. */
const ODD = [0, -0, 1e-45, -(2 ** -130), 3.4028235e38, Number.POSITIVE_INFINITY, -Infinity, Number.NaN];

const run = await createNodeRunner();

/** A node of this operator with operands of all kinds, committed to what its element programs say. */
function honest(name: OperatorName, draw: Draw): CommittedNode {
  const { operator, operands, shape } = OPERATOR_CASES[name](draw, 'small');
  const node: GraphNode = {
    operator,
    inputs: operands.map((_, i) => i),
    inputShapes: operands.map((operand) => operand.shape),
    shape,
  };
  const given = {
    node,
    operands: operands.map(({ values }) => tensorBytes(values)),
    context: CONTEXT,
    dataset: DATASET,
  };
  const values = boundsOf(given).map(([value]) => fromBits(value));
  return { ...given, output: tensorBytes(Float32Array.from(values)) };
}

/** Value and bound of every element by its program. */
function boundsOf({ node, operands, context, dataset }: Omit<CommittedNode, 'output'>): [number, number][] {
  const count = node.shape.reduce((product, size) => product * size, 1);
  return Array.from({ length: count }, (_, element) => {
    const program = boundedProgram(node, element, context);
    const [value = 0, bound = 0] = runProgram(program, (operand, at) =>
      bitsAt(operand === 'data' ? dataset : (operands[operand] as Uint8Array), at),
    );
    return [value, bound];
  });
}

/** The same with some elements near the ends of their bounds, or anything else. */
function moved(committed: CommittedNode, draw: Draw): CommittedNode {
  const output = tensorValues(committed.output).slice();
  const all = boundsOf(committed);
  for (let times = draw.whole(1, 4); times > 0; times--) {
    const element = draw.whole(0, output.length - 1);
    const [value, bound] = all[element]!.map(fromBits) as [number, number];
    const far = draw.pick([0.5, 0.999, 1, 1.001, 2]) * draw.pick([1, -1]);
    output[element] = draw.word() % 3 === 0 ? draw.pick(ODD) : value + far * bound;
  }
  return { ...committed, output: tensorBytes(output) };
}

test.each(NAMES)('%s: the same first element is outside by kernels and by element programs', (name) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const draw = new Draw([seed, 1]);
      const right = honest(name, draw);
      expect(elementOutside(right, run)).toBeUndefined();
      const other = moved(right, draw);
      expect(elementOutside(other, run)).toBe(elementOutside(other));
    }),
    { numRuns: 8 },
  );
});

test.each(NAMES)('%s: bounds by kernels are those of the element programs, bit for bit', (name) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { node, operands, context, ...rest } = honest(name, new Draw([seed, 2]));
      const given = { node, operands: operands.map(tensorValues), context };
      const values = run(node, given.operands, context);
      const boundsFrom = values && nodeBounds(given, values, run);
      if (!boundsFrom) {
        // Nothing is computed from operands where a batch is drawn, or a number written.
        expect(['batch', 'fill', 'step']).toContain(name);
        return;
      }
      const all = boundsOf({ node, operands, context, ...rest });
      expect([...values].map(toBits)).toEqual(all.map(([value]) => value));
      const bounds = all.flatMap((_, i) =>
        i % BLOCK_ELEMENTS === 0 ? [...boundsFrom(i, Math.min(BLOCK_ELEMENTS, all.length - i))] : [],
      );
      expect(bounds.slice(0, all.length).map(toBits)).toEqual(all.map(([, bound]) => bound));
    }),
    { numRuns: 5 },
  );
});

test.each([
  ['pow', [[3, 1500], [1500]]],
  [
    'pow',
    [
      [3, 1500],
      [3, 1],
    ],
  ],
  ['exp', [[3, 1500]]],
  [
    'matmul',
    [
      [90, 3],
      [3, 50],
    ],
  ],
] as const)('a fault far behind the first elements of %s is found where it is', (name, inputShapes) => {
  const operator = {
    type: name,
    ...(name === 'matmul' && { value: { transposeA: false, transposeB: false } }),
  };
  const node = {
    operator,
    inputs: inputShapes.map((_, i) => i),
    inputShapes,
    shape: name === 'matmul' ? [90, 50] : [3, 1500],
  } as unknown as GraphNode;
  const draw = new Draw([4, 3]);
  const operands = inputShapes.map((shape) => tensorBytes(draw.tensor(shape, 'calm').map(Math.abs)));
  const given = { node, operands, context: CONTEXT, dataset: DATASET };
  const all = boundsOf(given).map((pair) => pair.map(fromBits) as [number, number]);
  const boundsFrom = nodeBounds(
    { ...given, operands: operands.map(tensorValues) },
    Float32Array.from(all, ([value]) => value),
    run,
  );
  for (const element of [2047, 2048, 4095, 4096, 4499]) {
    const first = Math.floor(element / BLOCK_ELEMENTS) * BLOCK_ELEMENTS;
    const count = Math.min(BLOCK_ELEMENTS, all.length - first);
    expect(boundsFrom?.(first, count)[element - first]).toBe(all[element]![1]);
    const output = Float32Array.from(all, ([value, bound], i) => (i < element ? value : value + 3 * bound));
    expect(elementOutside({ ...given, output: tensorBytes(output) }, run)).toBe(element);
  }
});

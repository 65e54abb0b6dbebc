import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REFERENCES } from '../../test/operators/references.ts';
import { OPERATORS, randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom, type Random } from '../../test/pinpoint/random.ts';
import { createSetting, initialState, ReferenceTrace } from '../../test/pinpoint/reference-trace.ts';
import { orders } from '../../test/tolerant/orders.ts';
import { type ReadOperand, runProgram } from '../element/evaluate.ts';
import type { ElementContext } from '../element/instruction.ts';
import { fromBits, toBits } from '../f32/bits.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode, OperatorName, PlainOperatorName } from '../graph/types.ts';
import { elementProgram } from '../operators/registry.ts';
import { boundedProgram } from './bounded-program.ts';
import { isOutside } from './outside.ts';

const CONTEXT: ElementContext = { step: 0, seed: new Uint8Array(32), rows: 1, batchSize: 1, rowStride: 1 };
const SUMMING: readonly OperatorName[] = [
  'sum',
  'matmul',
  'segmentSum',
  'conv2d',
  'conv2dInputGradient',
  'conv2dFilterGradient',
  'depthwiseConv2d',
  'depthwiseConv2dInputGradient',
  'depthwiseConv2dFilterGradient',
  'maxPoolGradient',
  'avgPool',
  'avgPoolGradient',
];

function reader(operands: readonly (readonly number[] | Float32Array)[]): ReadOperand {
  return (operand, element) => toBits(operands[operand as number]![element]!);
}

function bounded(node: GraphNode, operands: readonly (readonly number[] | Float32Array)[], element = 0) {
  const registers = runProgram(boundedProgram(node, element, CONTEXT), reader(operands));
  return { value: registers[0]!, bound: registers[1]!, magnitude: registers[3]! };
}

function dot(n: number): GraphNode {
  return {
    operator: { type: 'matmul', value: { transposeA: false, transposeB: false } },
    inputs: [0, 1],
    inputShapes: [
      [1, n],
      [n, 1],
    ],
    shape: [1, 1],
  };
}

function plain(type: PlainOperatorName, inputs: number): GraphNode {
  const operator = { type } as GraphNode['operator'];
  return {
    operator,
    inputs: Array.from({ length: inputs }, (_, i) => i),
    inputShapes: Array(inputs).fill([]),
    shape: [],
  };
}

/** Terms of very different sizes, among them some that cancel all but a little of each other. */
function hardTerms(random: Random, n: number): [number[], number[]] {
  const some = (): number =>
    Math.fround((random.below(2 ** 24) / 2 ** 23 - 1) * 2 ** (random.below(24) - 12));
  const a = Array.from({ length: n }, some);
  const b = Array.from({ length: n }, some);
  for (let i = 1; i < n; i += 2) {
    if (random.below(2) === 0)
      [a[i], b[i]] = [Math.fround(-a[i - 1]! * (1 + random.below(3) * 2 ** -22)), b[i - 1]!];
  }
  return [a, b];
}

describe('a sum of products', () => {
  test('lies within its bound in any order, fused or not, however much cancels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 1, max: 300 }), (seed, n) => {
        const random = createRandom(seed);
        const [a, b] = hardTerms(random, n);
        const { value, bound } = bounded(dot(n), [a, b]);
        for (const order of orders(random)) {
          expect(isOutside(toBits(order(a, b)), value, bound)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('has the bound 3·γ of the magnitudes of its terms, and little more', () => {
    for (const n of [1, 10, 1000, 20_000]) {
      const [a, b] = hardTerms(createRandom(n), n);
      const { bound } = bounded(dot(n), [a, b]);
      const size = a.reduce((sum, x, i) => sum + Math.abs(x * b[i]!), 0);
      const gamma = (3 * n * 2 ** -24) / (1 - 3 * n * 2 ** -24);
      expect(fromBits(bound)).toBeGreaterThan(gamma * size);
      expect(fromBits(bound)).toBeLessThan(3 * 2 ** -24 * (n + 10) * 1.01 * size);
    }
  });

  test('of operands cut to the ten bits of TF32 lies outside', () => {
    const random = createRandom(8);
    const values = Array.from({ length: 128 }, () => Math.fround(random.below(2 ** 24) / 2 ** 24));
    const cut = values.map((x) => fromBits(toBits(x) & 0xffff_e000));
    const { value, bound } = bounded(dot(64), [values.slice(0, 64), values.slice(64)]);
    const device = cut.slice(0, 64).reduce((sum, x, i) => Math.fround(sum + x * cut[64 + i]!), 0);
    expect(isOutside(toBits(device), value, bound)).toBe(true);
  });

  test('of more terms than anything can be proved about has no bound', () => {
    const node: GraphNode = {
      operator: { type: 'sum', value: { axes: [0] } },
      inputs: [0],
      inputShapes: [[2 ** 22]],
      shape: [],
    };
    const program = boundedProgram(node, 0, CONTEXT);
    expect(program.instruction(program.length - 2).sources[1]).toEqual({
      kind: 'constant',
      bits: 0x7f80_0000,
    });
  });
});

test('the magnitudes of a reduction are the same reduction of the magnitudes', () => {
  const random = createRandom(5);
  for (const name of SUMMING) {
    const program = randomProgram(random, [name, name]);
    const setting = createSetting(program, 1, 1, random.below(60000));
    const trace = new ReferenceTrace(setting, 0, 1, initialState(setting));
    for (const node of program.nodes) {
      if (node.operator.type !== name) continue;
      const operands = node.inputs.map((input) => trace.output(0, input));
      const sizes = operands.map((values) => values.map(Math.abs));
      for (let i = 0; i < 10; i++) {
        const element = random.below(elementCount(node.shape));
        const found = bounded(node, operands, element);
        const [value] = runProgram(elementProgram(node, element, CONTEXT), reader(operands));
        const [magnitude] = runProgram(elementProgram(node, element, CONTEXT), reader(sizes));
        expect(found.value, name).toBe(value);
        expect(found.magnitude, name).toBe(magnitude);
      }
    }
  }
});

/** The error in ulp or alone that each device may make (CUDA's and WGSL's, whichever is larger). */
const PUBLISHED: Readonly<Record<keyof typeof REFERENCES, (x: number, y: number) => number>> = {
  exp: (x, y) => (3 + 2 * Math.abs(x)) * ulp(y),
  log: (_x, y) => Math.max(2 ** -21, 3 * ulp(y)),
  tanh: (_x, y) => Math.max(1e-5, 5 * ulp(y)),
  sigmoid: (x, y) => (6 + 2 * Math.abs(x)) * ulp(y),
  sin: () => 2 ** -11,
  cos: () => 2 ** -11,
  tan: (_x, y) => 4 * ulp(y),
  erf: () => 1.5e-7 + 2 ** -23,
  gelu: (x) => Math.abs(x) * 2 ** -21,
  geluTanh: (_x, y) => 8 * ulp(y),
  expm1: (x, y) => (3 + 2 * Math.abs(x)) * ulp(y + 1) + ulp(y),
  log1p: (_x, y) => 2 ** -21 + 2 ** -23 + 3 * ulp(y),
  softplus: (_x, y) => 2 ** -21 + 2 ** -22 + 4 * ulp(y),
};

function ulp(y: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(y) || 2 ** -126)), -126) - 23);
}

test.each(Object.keys(REFERENCES) as (keyof typeof REFERENCES)[])(
  '%s of any device lies within its bound',
  (name) => {
    const domain = name === 'log' ? [0.001, 100] : name === 'log1p' ? [-0.99, 100] : [-20, 20];
    fc.assert(
      fc.property(
        fc.double({ min: domain[0]!, max: domain[1]!, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (raw, part) => {
          const x = Math.fround(raw);
          const truth = REFERENCES[name](x);
          const { value, bound } = bounded(plain(name, 1), [[x]]);
          const device = Math.fround(truth + part * PUBLISHED[name](x, truth));
          expect(isOutside(toBits(device), value, bound)).toBe(false);
          expect(isOutside(toBits(fromBits(value) + 4 * fromBits(bound)), value, bound)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  },
);

test.each([
  ['add', (x: number, y: number) => x + y],
  ['sub', (x: number, y: number) => x - y],
  ['mul', (x: number, y: number) => x * y],
  ['div', (x: number, y: number) => x / y],
  ['pow', (x: number, y: number) => Math.abs(x) ** y],
] as const)('%s of any device lies within its bound', (name, truth) => {
  const value = fc.float({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(value, value, fc.double({ min: -2.5, max: 2.5, noNaN: true }), (a, b, part) => {
      const x = name === 'pow' ? Math.abs(a) : a;
      const right = truth(x, b);
      if (!Number.isFinite(Math.fround(right)) || (right !== 0 && Math.abs(right) < 1e-37)) return;
      const allowed = name === 'div' || name === 'pow' ? part : part / 2.5;
      const found = bounded(plain(name, 2), [[x], [b]]);
      const device = Math.fround(right + allowed * ulp(right));
      expect(isOutside(toBits(device), found.value, found.bound)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('for every operator the value is the canonical one, and a few bounds away is wrong', () => {
  const random = createRandom(77);
  for (const name of OPERATORS) {
    if (name === 'state' || name === 'constant') continue;
    const program = randomProgram(random, [name]);
    const setting = createSetting(program, 1, 1, random.below(60000));
    const trace = new ReferenceTrace(setting, 0, 1, initialState(setting));
    const { seed, rows, batchSize, rowStride } = setting.facts;
    const context = { step: 0, seed, rows, batchSize, rowStride };
    program.nodes.forEach((node, index) => {
      if (node.operator.type !== name) return;
      const operands = node.inputs.map((input) => trace.output(0, input));
      const read: ReadOperand = (operand, at) =>
        toBits((operand === 'data' ? setting.dataset : operands[operand]!)[at]!);
      const element = random.below(elementCount(node.shape));
      const [value, bound] = runProgram(boundedProgram(node, element, context), read);
      const right = trace.output(0, index)[element]!;
      expect(value, name).toBe(toBits(right));
      expect(isOutside(toBits(right), value!, bound!)).toBe(false);
      if (!Number.isFinite(fromBits(bound!)) || !Number.isFinite(right)) return;
      const wrong = toBits(right + Math.max(4 * fromBits(bound!), Math.abs(right) * 2 ** -22));
      expect(isOutside(wrong, value!, bound!), name).toBe(true);
      expect(isOutside(0x7fc0_0000, value!, bound!)).toBe(true);
    });
  }
});

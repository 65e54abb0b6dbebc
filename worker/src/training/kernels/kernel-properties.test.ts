import { BINARY, UNARY } from '@plumbline/verification/graph/element-wise';
import { broadcastShape } from '@plumbline/verification/graph/shape';
import type { Operator, Shape, Walk } from '@plumbline/verification/graph/types';
import { DEFINITIONS } from '@plumbline/verification/operators/definitions';
import { poolingOf } from '@plumbline/verification/operators/pool';
import { walkAxes } from '@plumbline/verification/operators/window';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectEqualBits, generator, randomTensor, wholeNumbers } from './equal-bits.fixture.ts';

/** Any f32 at all: NaN of every payload, infinities, zeros, subnormals, the huge and the tiny. */
function anyBits(shape: Shape, seed: number): Float32Array {
  const next = generator(seed);
  const bits = Uint32Array.from(randomTensor(shape, seed), () => Math.floor(next() * 2 ** 32));
  const values = new Float32Array(bits.buffer);
  // Half of them of sizes that meet: far apart, one operand always wins.
  return values.map((value, i) => (i % 2 ? (randomTensor([1], seed + i, 0.3)[0] as number) : value));
}

const axis = fc.integer({ min: 1, max: 5 });
const shapes = fc.array(axis, { maxLength: 4 });
const seeds = fc.nat(100_000);

/** A shape that broadcasts to `shape`: fewer axes, or some of size 1. */
function smaller(shape: Shape, choice: number): Shape {
  const kept = shape.map((size, i) => ((choice >> i) & 1 ? 1 : size));
  return kept.slice(choice % 3 === 0 ? Math.min(1, kept.length) : 0);
}

const given = (all: readonly Shape[], seed: number): [Shape, Float32Array][] =>
  all.map((shape, i) => [shape, anyBits(shape, seed + 31 * i)]);

type Case = (shape: Shape, seed: number) => Promise<void>;

async function element(type: string, inputs: number, shape: Shape, seed: number): Promise<void> {
  const all = Array.from({ length: inputs }, (_, i) => smaller(shape, (seed >> (4 * i)) & 15));
  await expectEqualBits({ type } as Operator, given(all, seed), broadcastShape(all) ?? []);
}

const [pick, atLeast] = [
  (seed: number, i: number, count: number): number => Math.floor(generator(seed + i)() * count),
  (shape: Shape, rank: number): Shape => [...shape, 2, 3, 2, 1].slice(0, Math.max(rank, shape.length)),
];

async function walk(depthwise: boolean, shape: Shape, seed: number): Promise<void> {
  const [n = 1, h = 1, w = 1, c = 1] = atLeast(shape, 4).slice(0, 4);
  const x: Shape = [Math.min(n, 2), h + 3, w + 3, c];
  const taps = [1 + pick(seed, 1, 3), 1 + pick(seed, 2, 3)];
  const value: Walk = {
    strides: [1 + pick(seed, 3, 3), 1 + pick(seed, 4, 2)],
    dilations: [1 + pick(seed, 5, 2), 1 + pick(seed, 6, 2)],
    padding: [2, 7, 8, 9].map((i) => 1 + pick(seed, i, 3)),
  };
  const [rows, columns] = walkAxes(value, x.slice(1, 3), taps);
  const count = 1 + pick(seed, 10, 4);
  const filter = [...taps, c, count];
  const y = [x[0] ?? 1, rows.outputs, columns.outputs, depthwise ? c * count : count];
  const name = depthwise ? 'depthwiseConv2d' : 'conv2d';
  const run = (type: string, inputs: Shape[], output: Shape): Promise<void> =>
    expectEqualBits({ type, value } as Operator, given(inputs, seed), output);
  await run(name, [x, filter], y);
  await run(`${name}InputGradient`, [y, filter], x);
  await run(`${name}FilterGradient`, [x, y], filter);
}

async function pool(shape: Shape, seed: number): Promise<void> {
  const [n = 1, h = 1, w = 1, c = 1] = atLeast(shape, 4).slice(0, 4);
  const x: Shape = [Math.min(n, 2), h + 2, w + 2, c];
  const value = {
    window: [2 + pick(seed, 1, 2), 2 + pick(seed, 2, 2)],
    strides: [1 + pick(seed, 3, 2), 1 + pick(seed, 4, 2)],
    padding: [1, 0, pick(seed, 5, 2), 1],
  };
  const { y, taps } = poolingOf(value, x);
  for (const type of ['maxPool', 'maxPoolIndex', 'avgPool'] as const) {
    await expectEqualBits({ type, value }, given([x], seed), y);
  }
  await expectEqualBits({ type: 'avgPoolGradient', value }, given([y], seed), x);
  const count = y.reduce((product, size) => product * size, 1);
  const index: [Shape, Float32Array] = [y, wholeNumbers(count, taps, seed)];
  await expectEqualBits({ type: 'maxPoolGradient', value }, [...given([y], seed), index], x);
}

async function rows(shape: Shape, seed: number): Promise<void> {
  const table = atLeast(shape, 1);
  const [count, indices] = [table[0] ?? 1, [1 + pick(seed, 1, 6)]];
  const index: [Shape, Float32Array] = [indices, wholeNumbers(indices[0] ?? 1, count, seed)];
  const values = [...indices, ...table.slice(1)];
  await expectEqualBits({ type: 'gather' }, [...given([table], seed), index], values);
  await expectEqualBits({ type: 'segmentSum' }, [...given([values], seed), index], table);
  const value = { on: 0x3f80_0000, off: 0xff80_0000 };
  await expectEqualBits({ type: 'oneHot', value }, [index], [...indices, count]);
}

async function product(shape: Shape, seed: number): Promise<void> {
  const [m, k, n] = [1, 2, 3].map((i) => 1 + pick(seed, i, 12)) as [number, number, number];
  const [transposeA, transposeB] = [seed % 2 === 1, seed % 3 === 1];
  const batch = shape.slice(0, 2);
  const a = [...batch, ...(transposeA ? [k, m] : [m, k])];
  const b = [...batch, ...(transposeB ? [n, k] : [k, n])];
  await expectEqualBits({ type: 'matmul', value: { transposeA, transposeB } }, given([a, b], seed), [
    ...batch,
    m,
    n,
  ]);
}

async function moves(shape: Shape, seed: number): Promise<void> {
  const permutation = shape.map((_, i) => i).sort((p, q) => pick(seed, p, 99) - pick(seed, q, 99));
  const turned = permutation.map((i) => shape[i] ?? 1);
  await expectEqualBits({ type: 'transpose', value: { permutation } }, given([shape], seed), turned);
  await expectEqualBits({ type: 'broadcast' }, given([smaller(shape, seed)], seed), shape);
  const [before, after] = [0, 9].map((from) => shape.map((_, i) => pick(seed, from + i, 3))) as [
    number[],
    number[],
  ];
  const padded = shape.map((size, i) => size + (before[i] ?? 0) + (after[i] ?? 0));
  await expectEqualBits({ type: 'pad', value: { before, after, bits: 1 } }, given([shape], seed), padded);
  const strides = shape.map((_, i) => 1 + pick(seed, 20 + i, 2));
  const cut = padded.map((size, i) => Math.ceil((size - (before[i] ?? 0)) / (strides[i] ?? 1)));
  await expectEqualBits({ type: 'slice', value: { begin: before, strides } }, given([padded], seed), cut);
  const axes = shape.map((_, i) => i).filter((i) => (seed >> i) & 1);
  for (const type of axes.length > 0 ? (['sum', 'max'] as const) : []) {
    const kept = shape.filter((_, i) => !axes.includes(i));
    await expectEqualBits({ type, value: { axes } }, given([shape], seed), kept);
  }
  const along = pick(seed, 30, Math.max(1, shape.length));
  if (shape.length === 0) return;
  const other = shape.map((size, i) => (i === along ? 1 + pick(seed, 31, 3) : size));
  const joined = shape.map((size, i) => (i === along ? size + (other[i] ?? 1) : size));
  await expectEqualBits({ type: 'concat', value: { axis: along } }, given([shape, other], seed), joined);
}

const CASES: Record<string, Case> = {
  ...Object.fromEntries(
    UNARY.map((type): [string, Case] => [type, (shape, seed) => element(type, 1, shape, seed)]),
  ),
  ...Object.fromEntries(
    BINARY.map((type): [string, Case] => [type, (shape, seed) => element(type, 2, shape, seed)]),
  ),
  select: (shape, seed) => element('select', 3, shape, seed),
  'conv2d conv2dInputGradient conv2dFilterGradient': (shape, seed) => walk(false, shape, seed),
  'depthwiseConv2d depthwiseConv2dInputGradient depthwiseConv2dFilterGradient': (shape, seed) =>
    walk(true, shape, seed),
  'maxPool maxPoolIndex maxPoolGradient avgPool avgPoolGradient': pool,
  'gather segmentSum oneHot': rows,
  matmul: product,
  'transpose broadcast pad slice sum max concat': moves,
};

/** Those that the executor itself writes; its own tests are about them. */
const WRITTEN = ['state', 'batch', 'constant', 'step', 'fill', 'reshape', 'uniform'];

describe('kernels equal element programs for any shapes, strides, broadcasts and values', () => {
  test.each(Object.entries(CASES))('%s', async (_, run) => {
    await fc.assert(
      fc.asyncProperty(shapes, seeds, (shape, seed) => run(shape, seed)),
      { numRuns: 8 },
    );
  });

  test('no operator is missing', () => {
    const tested = new Set([...Object.keys(CASES).flatMap((names) => names.split(' ')), ...WRITTEN]);
    expect(DEFINITIONS.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  });
});

import { toBits } from '@plumbline/verification/f32/bits';
import { BINARY, type BinaryName, UNARY, type UnaryName } from '@plumbline/verification/graph/element-wise';
import { broadcastShape } from '@plumbline/verification/graph/shape';
import type { Init, Operator, OperatorName } from '@plumbline/verification/graph/types';
import { tensorRoot } from '@plumbline/verification/trace/tensor';
import type { Draw } from './draw.ts';
import { CASE_BATCHES } from './header.ts';
import { type CaseMaker, operand } from './operator-case.ts';
import { PIECE_CASES } from './piece-cases.ts';
import { anyShape, bits, LARGE, narrowed } from './random-shapes.ts';
import { WINDOW_CASES } from './window-cases.ts';

const unary =
  (type: UnaryName): CaseMaker =>
  (draw, size) => {
    const shape = anyShape(draw, size);
    return { operator: { type }, operands: [operand(draw, shape)], shape };
  };

const binary =
  (type: BinaryName): CaseMaker =>
  (draw, size) => {
    const whole = anyShape(draw, size);
    const [a, b] = draw.pick([
      [whole, whole],
      [whole, narrowed(draw, whole)],
      [narrowed(draw, whole), whole],
      [narrowed(draw, whole), narrowed(draw, whole)],
    ]) as [number[], number[]];
    const shape = broadcastShape([a, b]) ?? whole;
    return { operator: { type }, operands: [operand(draw, a), operand(draw, b)], shape };
  };

const reduction =
  (type: 'sum' | 'max'): CaseMaker =>
  (draw, size) => {
    const shape = anyShape(draw, size);
    const some = shape.map((_, axis) => axis).filter(() => draw.word() % 2 === 0);
    const axes = some.length > 0 ? some : [draw.whole(0, shape.length - 1)];
    const left = shape.filter((_, axis) => !axes.includes(axis));
    return { operator: { type, value: { axes } }, operands: [operand(draw, shape)], shape: left };
  };

/** Operators without operands. */
const origin =
  (make: (draw: Draw) => Operator, least = 0): CaseMaker =>
  (draw, size) => ({
    operator: make(draw),
    operands: [],
    shape: size === 'large' ? [3, LARGE] : draw.shape(draw.whole(least, 4)),
  });

const state: CaseMaker = (draw, size) => {
  const [a, b] = [toBits(draw.whole(-9, 0) / 7), toBits(draw.whole(1, 9) / 7)];
  const init: Init = draw.pick<Init>([
    { type: 'Fill', value: { bits: bits(draw) } },
    { type: 'Uniform', value: { low: a, high: b } },
    { type: 'Normal', value: { mean: a, deviation: b } },
  ]);
  const shape = size === 'large' ? [LARGE] : draw.shape(draw.whole(0, 4));
  // Which tensor it names is known when all of a program's cases are.
  return { operator: { type: 'state', value: { tensor: 0 } }, operands: [], shape, init };
};

const constant: CaseMaker = (draw, size) => {
  const own = operand(draw, anyShape(draw, size), 'bits');
  const root = tensorRoot(own.values);
  return { operator: { type: 'constant', value: { root } }, operands: [own], shape: own.shape };
};

const batch: CaseMaker = (draw, size) => {
  const rest = size === 'large' ? [13, LARGE] : draw.shape(draw.whole(0, 3));
  const offset = draw.whole(0, 900);
  return {
    operator: { type: 'batch', value: { offset } },
    operands: [],
    shape: [CASE_BATCHES.batchSize, ...rest],
  };
};

const matmul: CaseMaker = (draw, size) => {
  const small = (): number => draw.whole(1, 20);
  const [m, n, k] =
    size === 'large' ? [draw.whole(60, 70), draw.whole(60, 70), 300] : [small(), small(), small()];
  const [transposeA, transposeB] = [draw.word() % 2 === 0, draw.word() % 2 === 0];
  const batches = draw.pick([[], [], [3], [2, 2]]);
  const a = [...batches, ...(transposeA ? [k, m] : [m, k])];
  const b = [...batches, ...(transposeB ? [n, k] : [k, n])];
  const manner = draw.pick(['calm', 'calm', 'special', 'bits'] as const);
  return {
    operator: { type: 'matmul', value: { transposeA, transposeB } },
    operands: [operand(draw, a, manner), operand(draw, b, manner)],
    shape: [...batches, m, n],
  };
};

const transpose: CaseMaker = (draw, size) => {
  const shape = size === 'large' ? [7, LARGE] : draw.shape(draw.whole(1, 6), 5);
  const permutation = shape.map((_, axis) => axis);
  for (let i = permutation.length - 1; i > 0; i--) {
    const j = draw.whole(0, i);
    [permutation[i], permutation[j]] = [permutation[j] as number, permutation[i] as number];
  }
  return {
    operator: { type: 'transpose', value: { permutation } },
    operands: [operand(draw, shape)],
    shape: permutation.map((axis) => shape[axis] as number),
  };
};

const select: CaseMaker = (draw, size) => {
  const shape = anyShape(draw, size);
  const shapes = [draw.pick([shape, narrowed(draw, shape)]), shape, narrowed(draw, shape)];
  const operands = shapes.map((own) => operand(draw, own, 'special'));
  return { operator: { type: 'select' }, operands, shape };
};

const reshape: CaseMaker = (draw, size) => {
  const shape = anyShape(draw, size);
  return { operator: { type: 'reshape' }, operands: [operand(draw, shape)], shape: [...shape].reverse() };
};

const broadcast: CaseMaker = (draw, size) => {
  const shape = anyShape(draw, size);
  return { operator: { type: 'broadcast' }, operands: [operand(draw, narrowed(draw, shape))], shape };
};

/** A case of an operator at random, for every operator that there is. */
export const OPERATOR_CASES: Readonly<Record<OperatorName, CaseMaker>> = {
  ...(Object.fromEntries(UNARY.map((name) => [name, unary(name)])) as Record<UnaryName, CaseMaker>),
  ...(Object.fromEntries(BINARY.map((name) => [name, binary(name)])) as Record<BinaryName, CaseMaker>),
  ...WINDOW_CASES,
  ...PIECE_CASES,
  state,
  batch,
  constant,
  step: () => ({ operator: { type: 'step' }, operands: [], shape: [] }),
  fill: origin((draw) => ({ type: 'fill', value: { bits: bits(draw) } })),
  uniform: origin((draw) => ({ type: 'uniform', value: { stream: draw.whole(0, 9) } })),
  reshape,
  transpose,
  broadcast,
  select,
  sum: reduction('sum'),
  max: reduction('max'),
  matmul,
};

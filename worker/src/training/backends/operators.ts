import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { OperatorName, Shape } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { tfjsPieceOperators } from './piece-operators.ts';
import type { TfjsOperator } from './tfjs-operator.ts';
import { tfjsWindowOperators } from './window-operators.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

function unary(operation: Unary): TfjsOperator {
  return ([x]) => operation(x as tf.Tensor);
}

function binary(operation: Binary): TfjsOperator {
  return ([a, b]) => operation(a as tf.Tensor, b as tf.Tensor);
}

/** tfjs gives bool; the graph knows only f32. */
function truth(operation: Binary): TfjsOperator {
  return binary((a, b) => tf.cast(operation(a, b), 'float32'));
}

function isTrue(x: tf.Tensor): tf.Tensor {
  return tf.notEqual(x, 0);
}

function flatIndices(x: tf.Tensor): tf.Tensor1D {
  return tf.cast(tf.reshape(x, [x.size]), 'int32') as tf.Tensor1D;
}

function oneHotOf(indices: tf.Tensor, depth: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(flatIndices(indices), depth), 'float32') as tf.Tensor2D;
}

function asMatrix(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [x.shape[0] ?? 1, -1]);
}

function hasKernel(name: string): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined && tf.getKernel(name, tf.getBackend()) !== null;
}

const segmentSum: TfjsOperator = ([values, indices], { shape }) => {
  const x = values as tf.Tensor;
  const segments = shape[0] ?? 1;
  const sums = hasKernel('UnsortedSegmentSum')
    ? tf.unsortedSegmentSum(x, flatIndices(indices as tf.Tensor), segments)
    : tf.matMul(oneHotOf(indices as tf.Tensor, segments), asMatrix(x), true);
  return tf.reshape(sums, [...shape]);
};

const gather: TfjsOperator = ([table, indices], { shape }) => {
  const x = table as tf.Tensor;
  const rows = hasKernel('GatherV2')
    ? tf.gather(x, flatIndices(indices as tf.Tensor))
    : tf.matMul(oneHotOf(indices as tf.Tensor, x.shape[0] ?? 1), asMatrix(x));
  return tf.reshape(rows, [...shape]);
};

function reduce(operation: (x: tf.Tensor, axes: number[]) => tf.Tensor): TfjsOperator {
  return ([x], { operator }) => {
    const axes = operator.type === 'sum' || operator.type === 'max' ? [...operator.value.axes] : [];
    return operation(x as tf.Tensor, axes);
  };
}

const matmul: TfjsOperator = ([a, b], { operator }) => {
  const { transposeA, transposeB } = operator.type === 'matmul' ? operator.value : {};
  return tf.matMul(a as tf.Tensor, b as tf.Tensor, transposeA, transposeB);
};

function broadcast(x: tf.Tensor, shape: Shape): tf.Tensor {
  return tf.broadcastTo(x, [...shape]);
}

/** Operators that depend on nothing but their inputs. */
export const tfjsOperators: Readonly<Partial<Record<OperatorName, TfjsOperator>>> = {
  reshape: ([x], { shape }) => tf.reshape(x as tf.Tensor, [...shape]),
  broadcast: ([x], { shape }) => broadcast(x as tf.Tensor, shape),
  transpose: ([x], { operator }) =>
    tf.transpose(x as tf.Tensor, operator.type === 'transpose' ? [...operator.value.permutation] : undefined),
  gather,
  segmentSum,
  oneHot: ([indices], { operator, shape }) => {
    const { on, off } = operator.type === 'oneHot' ? operator.value : { on: 0, off: 0 };
    const depth = shape.at(-1) ?? 1;
    const hot = oneHotOf(indices as tf.Tensor, depth);
    const chosen = tf.where(isTrue(hot), filled(on, hot.shape), filled(off, hot.shape));
    return tf.reshape(chosen, [...shape]);
  },
  ...tfjsWindowOperators,
  ...tfjsPieceOperators,
  matmul,
  sum: reduce((x, axes) => tf.sum(x, axes)),
  max: reduce((x, axes) => tf.max(x, axes)),

  neg: unary(tf.neg),
  exp: unary(tf.exp),
  log: unary(tf.log),
  sqrt: unary(tf.sqrt),
  rsqrt: unary(tf.rsqrt),
  reciprocal: unary(tf.reciprocal),
  square: unary(tf.square),
  relu: unary(tf.relu),
  heaviside: unary((x) => tf.step(x)),
  tanh: unary(tf.tanh),
  sigmoid: unary(tf.sigmoid),
  floor: unary(tf.floor),
  abs: unary(tf.abs),
  logicalNot: unary((x) => tf.cast(tf.equal(x, 0), 'float32')),
  sin: unary(tf.sin),
  cos: unary(tf.cos),
  tan: unary(tf.tan),
  erf: unary(tf.erf),
  gelu: unary((x) => tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5))),
  geluTanh: unary((x) => {
    const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(8 / Math.PI));
    return tf.mul(x, tf.sigmoid(inner));
  }),
  expm1: unary((x) => (hasKernel('Expm1') ? tf.expm1(x) : tf.sub(tf.exp(x), 1))),
  log1p: unary((x) => (hasKernel('Log1p') ? tf.log1p(x) : tf.log(tf.add(x, 1)))),
  softplus: unary((x) =>
    hasKernel('Softplus') ? tf.softplus(x) : tf.add(tf.relu(x), tf.log(tf.add(tf.exp(tf.neg(tf.abs(x))), 1))),
  ),

  add: binary(tf.add),
  sub: binary(tf.sub),
  mul: binary(tf.mul),
  div: binary(tf.div),
  pow: binary(tf.pow),
  maximum: binary(tf.maximum),
  minimum: binary(tf.minimum),
  equal: truth(tf.equal),
  notEqual: truth(tf.notEqual),
  less: truth(tf.less),
  lessEqual: truth(tf.lessEqual),
  greater: truth(tf.greater),
  greaterEqual: truth(tf.greaterEqual),
  logicalAnd: truth((a, b) => tf.logicalAnd(isTrue(a), isTrue(b))),
  logicalOr: truth((a, b) => tf.logicalOr(isTrue(a), isTrue(b))),
  select: ([condition, a, b], { shape }) => {
    const [test, yes, no] = [condition, a, b].map((x) => broadcast(x as tf.Tensor, shape));
    return tf.where(isTrue(test as tf.Tensor), yes as tf.Tensor, no as tf.Tensor);
  },
};

/** A tensor of one value everywhere. */
export function filled(bits: number, shape: Shape): tf.Tensor {
  return tf.tensor(new Float32Array(elementCount(shape)).fill(fromBits(bits)), [...shape], 'float32');
}

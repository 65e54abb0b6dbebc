import { fromBits } from '@plumbline/verification/f32/bits';
import type { OperatorName } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { TfjsOperator } from './tfjs-operator.ts';

const pad: TfjsOperator = ([x], { operator }) => {
  if (operator.type !== 'pad') return x as tf.Tensor;
  const { before, after, bits } = operator.value;
  const paddings = before.map((count, axis): [number, number] => [count, after[axis] ?? 0]);
  return tf.pad(x as tf.Tensor, paddings, fromBits(bits));
};

const slice: TfjsOperator = ([x], { operator, shape }) => {
  if (operator.type !== 'slice') return x as tf.Tensor;
  const { begin, strides } = operator.value;
  if (strides.every((stride) => stride === 1)) return tf.slice(x as tf.Tensor, [...begin], [...shape]);
  const end = begin.map((first, axis) => first + ((shape[axis] ?? 1) - 1) * (strides[axis] ?? 1) + 1);
  return tf.stridedSlice(x as tf.Tensor, [...begin], end, [...strides]);
};

/** Operators that take tensors apart and put them together. */
export const tfjsPieceOperators: Readonly<Partial<Record<OperatorName, TfjsOperator>>> = {
  pad,
  slice,
  concat: ([a, b], { operator }) =>
    tf.concat([a as tf.Tensor, b as tf.Tensor], operator.type === 'concat' ? operator.value.axis : 0),
};

import * as tf from '@tensorflow/tfjs-core';

// tfjs-layers makes orthogonal matrices, and the metric r2Score, with methods of tensors that only tfjs's umbrella
// package registers. Recurrent layers begin with such matrices, so they could not be built without.

type Method = (this: tf.Tensor, ...rest: never[]) => tf.Tensor;

const METHODS: Readonly<Record<string, Method>> = {
  div(other: tf.Tensor) {
    return tf.div(this, other);
  },
  flatten() {
    return tf.reshape(this, [-1]);
  },
  mean(axis?: number | number[], keepDims?: boolean) {
    return tf.mean(this, axis, keepDims);
  },
  reshape(shape: number[]) {
    return tf.reshape(this, shape);
  },
  sign() {
    return tf.sign(this);
  },
  square() {
    return tf.square(this);
  },
  stridedSlice(begin: number[], end: number[], strides: number[]) {
    return tf.stridedSlice(this, begin, end, strides);
  },
  sub(other: tf.Tensor) {
    return tf.sub(this, other);
  },
  sum(axis?: number | number[], keepDims?: boolean) {
    return tf.sum(this, axis, keepDims);
  },
  transpose(permutation?: number[]) {
    return tf.transpose(this, permutation);
  },
};

for (const [name, method] of Object.entries(METHODS)) {
  if (!(name in tf.Tensor.prototype))
    Object.defineProperty(tf.Tensor.prototype, name, { value: method, writable: true });
}

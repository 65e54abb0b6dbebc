import * as tf from '@tensorflow/tfjs-core';

// tfjs-layers makes orthogonal matrices with methods of tensors that only tfjs's umbrella package registers. Recurrent
// layers begin with such matrices, so they could not be built without.

type Method = (this: tf.Tensor, ...rest: never[]) => tf.Tensor;

const METHODS: Readonly<Record<string, Method>> = {
  flatten() {
    return tf.reshape(this, [-1]);
  },
  reshape(shape: number[]) {
    return tf.reshape(this, shape);
  },
  sign() {
    return tf.sign(this);
  },
  stridedSlice(begin: number[], end: number[], strides: number[]) {
    return tf.stridedSlice(this, begin, end, strides);
  },
  transpose(permutation?: number[]) {
    return tf.transpose(this, permutation);
  },
};

for (const [name, method] of Object.entries(METHODS)) {
  if (!(name in tf.Tensor.prototype))
    Object.defineProperty(tf.Tensor.prototype, name, { value: method, writable: true });
}

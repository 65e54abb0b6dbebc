import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean of -log softmax(logits)[label] over everything but the last axis, in nats. Labels are whole numbers in f32.
 * The logarithm is of the softmax's sum, so no probability is rounded to 0 or clipped.
 */
export function crossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const classes = logits.shape.at(-1) ?? 1;
  const flat = tf.reshape(logits, [-1, classes]);
  const target = tf.oneHot(tf.reshape(tf.cast(labels, 'int32'), [-1]), classes);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(flat), target), -1)));
}

import * as tf from '@tensorflow/tfjs-core';

/**
 * tfjs has no gradient of a dilated convolution, though its kernels' attributes could say which it is. While models
 * are traced, this one takes its place: the graph's operators have all of it.
 */
const gradient: tf.GradConfig = {
  kernelName: 'Conv2D',
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attributes) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const given = dy as tf.Tensor;
    return {
      x: () =>
        tf
          .engine()
          .runKernel(
            'Conv2DBackpropInput',
            { dy: given, filter },
            { ...attributes, inputShape: x.shape },
          ) as tf.Tensor,
      filter: () =>
        tf
          .engine()
          .runKernel(
            'Conv2DBackpropFilter',
            { x, dy: given },
            { ...attributes, filterShape: filter.shape },
          ) as tf.Tensor,
    };
  },
};

/** Runs `work` with gradients of dilated convolutions. */
export function withDilatedGradients<T>(work: () => T): T {
  const former = tf.getGradient('Conv2D');
  tf.registerGradient(gradient);
  try {
    return work();
  } finally {
    tf.registerGradient(former);
  }
}

import * as tf from '@tensorflow/tfjs-core';

/**
 * tfjs has no gradient of a dilated convolution, though its kernels' attributes could say which it is. While models
 * are traced, this one takes its place: the graph's operators have all of it.
 */
const gradient = (kernelName: string): tf.GradConfig => ({
  kernelName,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attributes) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const given = dy as tf.Tensor;
    return {
      x: () =>
        tf
          .engine()
          .runKernel(
            `${kernelName}BackpropInput`,
            { dy: given, filter },
            { ...attributes, inputShape: x.shape },
          ) as tf.Tensor,
      filter: () =>
        tf
          .engine()
          .runKernel(
            `${kernelName}BackpropFilter`,
            { x, dy: given },
            { ...attributes, filterShape: filter.shape },
          ) as tf.Tensor,
    };
  },
});

const KERNELS = ['Conv2D', 'DepthwiseConv2dNative'];

/** Runs `work` with gradients of dilated convolutions. */
export function withDilatedGradients<T>(work: () => T): T {
  const former = KERNELS.map((name) => tf.getGradient(name));
  for (const name of KERNELS) tf.registerGradient(gradient(name));
  try {
    return work();
  } finally {
    for (const one of former) tf.registerGradient(one);
  }
}

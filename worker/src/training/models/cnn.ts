import * as tf from '@tensorflow/tfjs-layers';
import '../quiet-tfjs.ts';

export interface CnnOptions {
  /** Height, width and channels of an image. */
  readonly image: readonly [number, number, number];
  /** Filters of each convolution. */
  readonly filters: readonly number[];
  /** Units of the dense layer before the logits; none when absent. */
  readonly hidden?: number;
  readonly classes: number;
}

/** Convolutions of 3 × 3 with ReLU, each followed by the maximum of 2 × 2, then dense layers that end in logits. */
export function buildCnn({ image, filters, hidden, classes }: CnnOptions): tf.Sequential {
  const model = tf.sequential();
  filters.forEach((count, i) => {
    model.add(
      tf.layers.conv2d({
        filters: count,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: 'heUniform',
        ...(i === 0 ? { inputShape: [...image] } : {}),
      }),
    );
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  });
  model.add(tf.layers.flatten());
  if (hidden !== undefined) {
    model.add(tf.layers.dense({ units: hidden, activation: 'relu', kernelInitializer: 'heUniform' }));
  }
  model.add(tf.layers.dense({ units: classes, kernelInitializer: 'glorotUniform' }));
  return model;
}

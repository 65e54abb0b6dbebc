import * as tf from '@tensorflow/tfjs-layers';
import '../quiet-tfjs.ts';

export interface MlpOptions {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly classes: number;
}

/** A perceptron with ReLU layers that ends in logits. */
export function buildMlp({ inputs, hidden, classes }: MlpOptions): tf.Sequential {
  const widths = [...hidden, classes];
  return tf.sequential({
    layers: widths.map((units, i) =>
      tf.layers.dense({
        units,
        activation: i < hidden.length ? 'relu' : 'linear',
        kernelInitializer: 'heUniform',
        ...(i === 0 ? { inputShape: [inputs] } : {}),
      }),
    ),
  });
}

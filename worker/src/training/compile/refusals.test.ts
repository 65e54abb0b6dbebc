import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { type CompileOptions, compileModel } from './compile.ts';
import { table } from './same-step.fixture.ts';

const { dense } = tfl.layers;

class Arctangent extends tfl.layers.Layer {
  static readonly className = 'Arctangent';
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
    this.invokeCallHook(inputs, kwargs);
    return tf.atan([inputs].flat()[0] as tf.Tensor);
  }
}

class Peek extends tfl.layers.Layer {
  static readonly className = 'Peek';
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
    this.invokeCallHook(inputs, kwargs);
    const x = [inputs].flat()[0] as tf.Tensor;
    return tf.mul(x, x.dataSync()[0] as number);
  }
}

class Jitter extends tfl.layers.Layer {
  static readonly className = 'Jitter';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = [inputs].flat()[0] as tf.Tensor;
    return tf.add(x, tf.randomUniform(x.shape));
  }
}

/** Drops the same elements in every step. */
class SeededDropout extends tfl.layers.Layer {
  static readonly className = 'SeededDropout';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.dropout([inputs].flat()[0] as tf.Tensor, 0.5, undefined, 3);
  }
}

class Steep extends tfl.layers.Layer {
  static readonly className = 'Steep';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = [inputs].flat()[0] as tf.Tensor;
    return tf.where(tf.greater(x, 0), x, tf.mul(x, 0.3));
  }
}

/** Says that its output is as wide as its input, and it is not. */
class Wider extends tfl.layers.Layer {
  static readonly className = 'Wider';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tile([inputs].flat()[0] as tf.Tensor, [1, 2]);
  }
}

/** An initializer that no configuration explains. */
class Own extends (tfl.initializers.zeros().constructor as new () => ReturnType<
  typeof tfl.initializers.zeros
>) {
  static readonly className = 'Own';
}

describe('what has no canonical form is one clear error', () => {
  const withLayer = (layer: tfl.layers.Layer): tfl.Sequential =>
    tfl.sequential({ layers: [dense({ units: 3, inputShape: [3] }), layer, dense({ units: 1 })] });

  test.each([
    [
      'a kernel',
      () => table(withLayer(new Arctangent())),
      'UnsupportedKernel',
      /layer arctangent_1 \(Arctangent\): the kernel Atan /,
    ],
    [
      'a random layer',
      () => table(withLayer(new Jitter())),
      'UnsupportedLayer',
      /layer jitter_1 \(Jitter\): it draws random numbers/,
    ],
    [
      'a random loss',
      () =>
        table(withLayer(tfl.layers.reLU()), {
          loss: (y, p) => tf.mean(tf.square(tf.add(tf.sub(y, p), tf.randomNormal([4, 1])))),
        }),
      'NotTraceable',
      /^Cannot compile the loss: it draws random numbers/,
    ],
    [
      'a layer that draws with a seed of its own',
      () => table(withLayer(new SeededDropout())),
      'UnsupportedLayer',
      /layer seeded_dropout_1 \(SeededDropout\): it draws random numbers/,
    ],
    [
      'a loss that draws with a seed of its own',
      () =>
        table(withLayer(tfl.layers.reLU()), {
          loss: (y, p) =>
            tf.mean(tf.square(tf.add(tf.sub(y, p), tf.randomNormal([4, 1], 0, 1, 'float32', 7)))),
        }),
      'NotTraceable',
      /^Cannot compile the loss: it draws random numbers/,
    ],
    [
      'a loss that is weighed at random',
      () =>
        table(withLayer(tfl.layers.reLU()), {
          loss: (y, p) => tf.mul(tf.mean(tf.squaredDifference(y, p)), Math.random()),
        }),
      'NotTraceable',
      /^Cannot compile the loss: it draws random numbers/,
    ],
    [
      'a state that goes from batch to batch',
      () => {
        const lstm = tfl.layers.lstm({ units: 2, stateful: true, batchInputShape: [4, 1, 3] });
        const model = tfl.sequential({ layers: [lstm, dense({ units: 1 })] });
        return table(model, { inputs: { offset: 0, shape: [1, 3] } });
      },
      'UnsupportedLayer',
      /^Cannot compile layer lstm_1 \(LSTM\): it is stateful/,
    ],
    [
      'two inputs',
      () => {
        const inputs = [tfl.input({ shape: [3] }), tfl.input({ shape: [3] })];
        const outputs = tfl.layers.add().apply(inputs) as tfl.SymbolicTensor;
        return table(tfl.model({ inputs, outputs }));
      },
      'BadModel',
      /^The model has 2 inputs; one is supported/,
    ],
    [
      'two outputs',
      () => {
        const inputs = tfl.input({ shape: [3] });
        const outputs = [1, 2].map((units) => dense({ units }).apply(inputs) as tfl.SymbolicTensor);
        return table(tfl.model({ inputs, outputs }));
      },
      'BadModel',
      /^The model has 2 outputs; one is supported/,
    ],
    [
      'a layer inside of a model that is a layer',
      () => {
        const conv = tfl.layers.conv3d({ filters: 1, kernelSize: 1, name: 'deep' });
        const cube = tfl.layers.reshape({ targetShape: [2, 2, 2, 1] });
        const inner = tfl.sequential({ layers: [dense({ units: 8, inputShape: [3] }), cube, conv] });
        const layers = [inner as tfl.layers.Layer, tfl.layers.flatten(), dense({ units: 1 })];
        return table(tfl.sequential({ layers }));
      },
      'UnsupportedKernel',
      /^Cannot compile layer deep \(Conv3D\) in layer sequential_1 \(Sequential\): the kernel Conv3D/,
    ],
    [
      'an option of a layer inside of a wrapper',
      () => {
        const conv = tfl.layers.conv2dTranspose({ filters: 2, kernelSize: 2, dilationRate: [2, 2] });
        const layers = [
          dense({ units: 18, inputShape: [3] }),
          tfl.layers.reshape({ targetShape: [2, 3, 3, 1] }),
          tfl.layers.timeDistributed({ layer: conv }),
          tfl.layers.flatten(),
        ];
        return table(tfl.sequential({ layers }));
      },
      'UnsupportedLayer',
      /layer conv2_d_transpose_1 \(Conv2DTranspose\) in layer time_distributed_1 \(TimeDistributed\): its dil/,
    ],
    [
      'what tfjs cannot go back through',
      () => {
        const axis = tfl.layers.batchNormalization({ axis: 1 });
        const layers = [
          dense({ units: 50, inputShape: [3] }),
          tfl.layers.reshape({ targetShape: [5, 5, 2] }),
          axis,
          tfl.layers.flatten(),
          dense({ units: 1 }),
        ];
        return table(tfl.sequential({ layers }));
      },
      'NotTraceable',
      /^Cannot compile layer batch_normalization_1 \(BatchNormalization\): tfjs cannot train it: Size/,
    ],
    [
      'what has no gradient',
      () => table(withLayer(new Steep())),
      'NotTraceable',
      /^Cannot compile layer steep_1 \(Steep\): tfjs cannot train it: there is no gradient of the kernel Greater$/,
    ],
    [
      'what does not fit into the next layer',
      () => table(withLayer(new Wider())),
      'NotTraceable',
      /^Cannot compile layer dense_2 \(Dense\): tfjs cannot train it: Input 0 is incompatible/,
    ],
    [
      'a mask of what is trained',
      () => {
        const layers = [
          dense({ units: 4, inputShape: [3] }),
          tfl.layers.reshape({ targetShape: [2, 2] }),
          tfl.layers.masking({ maskValue: 1 }),
          tfl.layers.lstm({ units: 2 }),
          dense({ units: 1 }),
        ];
        return table(tfl.sequential({ layers }));
      },
      'NotTraceable',
      /^Cannot compile layer masking_1 \(Masking\): tfjs cannot train it: there is no gradient of the kernel Any$/,
    ],
    [
      'more axes than a tensor has',
      () => {
        const targetShape = [1, 1, 1, 1, 1, 1, 1, 3];
        const layers = [
          dense({ units: 3, inputShape: [3] }),
          tfl.layers.reshape({ targetShape }),
          tfl.layers.activation({ activation: 'tanh' }),
          tfl.layers.flatten(),
          dense({ units: 1 }),
        ];
        return table(tfl.sequential({ layers }));
      },
      'NotTraceable',
      /^Cannot compile layer reshape_1 \(Reshape\): Record \d+: .* at most 8 are allowed/,
    ],
    ['reading values', () => table(withLayer(new Peek())), 'NotTraceable', /layer peek_1 \(Peek\): it reads/],
    [
      'an initializer',
      () =>
        table(
          tfl.sequential({
            layers: [dense({ units: 3, inputShape: [3], kernelInitializer: new Own() }), dense({ units: 1 })],
          }),
        ),
      'UnsupportedInitializer',
      /weight kernel of layer dense_1: it has the initializer Own/,
    ],
    [
      'a loss',
      () => table(withLayer(tfl.layers.reLU()), { loss: 'noSuchLoss' }),
      'UnsupportedLoss',
      /noSuchLoss/,
    ],
    [
      'labels outside the row',
      () => table(withLayer(tfl.layers.reLU()), { rowWidth: 3 }),
      'BadModel',
      /^The labels are values 3 to 3 of an example, but an example has only 3 values\.$/,
    ],
    [
      'shapes that do not fit',
      () => table(withLayer(tfl.layers.reLU()), { inputs: { offset: 0, shape: [2] } }),
      'NotTraceable',
      /shape/,
    ],
  ] as [string, () => CompileOptions, string, RegExp][])('%s', async (_, options, code, message) => {
    await expect(compileModel(options())).rejects.toMatchObject({
      name: 'CompileError',
      code,
      message: expect.stringMatching(message),
    });
  });
});

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { FEATURES, inputs, oneHot, perceptron, targets } from './perceptron.fixture.ts';
import { expectSameOnBoth, numbers, values } from './same-on-both.fixture.ts';

describe('fit', () => {
  test('trains in batches, the last one smaller, and tells the history of each epoch', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = perceptron();
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1), metrics: ['mae'] });
      const { history, epoch } = await model.fit(inputs(), targets(), {
        epochs: 4,
        batchSize: 8,
        shuffle: false,
        validationSplit: 0.2,
      });
      return { history: history as Record<string, number[]>, epoch, weights: values(model.getWeights()) };
    });
    expect(Object.keys(seen.history)).toEqual(['val_loss', 'val_mae', 'loss', 'mae']);
    expect(seen.epoch).toEqual([0, 1, 2, 3]);
    const loss = seen.history.loss as number[];
    expect(loss.at(-1)).toBeLessThan(loss[0] as number);
  });

  test('takes its validation data, and goes on from an epoch', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = perceptron();
      model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
      const { history, epoch } = await model.fit(inputs(), targets(), {
        epochs: 5,
        initialEpoch: 3,
        shuffle: false,
        validationData: [numbers([6, FEATURES], 2), numbers([6, 1], 3)],
      });
      return { history: history as Record<string, number[]>, epoch };
    });
    expect(seen.epoch).toEqual([3, 4]);
  });

  test('weighs classes', async () => {
    await expectSameOnBoth(async () => {
      const model = perceptron(3, 'softmax');
      model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.sgd(0.2) });
      const { history } = await model.fit(inputs(), oneHot(3), {
        epochs: 2,
        shuffle: false,
        classWeight: { 0: 3, 1: 1, 2: 0.5 },
      });
      return { loss: history.loss as number[], weights: values(model.getWeights()) };
    });
  });

  test('calls back in order, and stops when it is told to', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = perceptron();
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      const calls: string[] = [];
      const losses: number[] = [];
      await model.fit(inputs(), targets(), {
        epochs: 9,
        batchSize: 10,
        shuffle: false,
        callbacks: {
          onTrainBegin: async () => void calls.push('train begins'),
          onEpochBegin: async (epoch) => void calls.push(`epoch ${epoch} begins`),
          onBatchBegin: async (batch) => void calls.push(`batch ${batch} begins`),
          onBatchEnd: async (batch, logs) => {
            calls.push(`batch ${batch} ends`);
            losses.push(logs?.loss as number);
          },
          onEpochEnd: async (epoch) => {
            calls.push(`epoch ${epoch} ends`);
            if (epoch === 1) model.stopTraining = true;
          },
          onTrainEnd: async () => void calls.push('train ends'),
        },
      });
      return { calls, losses };
    });
    const epoch = (i: number): string[] => [
      `epoch ${i} begins`,
      ...[0, 1].flatMap((batch) => [`batch ${batch} begins`, `batch ${batch} ends`]),
      `epoch ${i} ends`,
    ];
    expect(seen.calls).toEqual(['train begins', ...epoch(0), ...epoch(1), 'train ends']);
  });

  test('stops early when nothing gets better', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = perceptron();
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0) });
      const { epoch } = await model.fit(inputs(), targets(), {
        epochs: 50,
        shuffle: false,
        callbacks: tfl.callbacks.earlyStopping({ monitor: 'loss', patience: 2 }),
      });
      return { epoch };
    });
    expect(seen.epoch).toEqual([0, 1, 2]);
  });

  test('a callback of its own class sees the logs of an epoch and sets weights', async () => {
    class Doubling extends tfl.CustomCallback {
      seen: number[] = [];
      constructor() {
        super({ onEpochEnd: (_, logs) => void this.seen.push(logs?.loss as number) });
      }
    }
    await expectSameOnBoth(async () => {
      const model = perceptron();
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      const callback = new Doubling();
      await model.fit(inputs(), targets(), { epochs: 3, shuffle: false, callbacks: [callback] });
      expect(callback.seen).toHaveLength(3);
      return { seen: callback.seen };
    });
  });
});

test('evaluate, predict and predictOnBatch in batches of any size are the same', async () => {
  const seen = await expectSameOnBoth(() => {
    const model = perceptron();
    model.compile({ loss: 'meanSquaredError', optimizer: 'sgd', metrics: ['mae', 'mse'] });
    const evaluated = [20, 7].map((batchSize) =>
      (model.evaluate(inputs(), targets(), { batchSize }) as tf.Scalar[]).map(
        (one) => one.dataSync()[0] as number,
      ),
    );
    const predicted = [20, 7].map((batchSize) => values(model.predict(inputs(), { batchSize }) as tf.Tensor));
    return { evaluated, predicted, batch: values(model.predictOnBatch(inputs()) as tf.Tensor) };
  });
  const [whole, parts] = seen.evaluated as number[][];
  whole?.forEach((value, i) => {
    expect(parts?.[i]).toBeCloseTo(value, 5);
  });
  expect(seen.predicted).toEqual([seen.batch, seen.batch]);
});

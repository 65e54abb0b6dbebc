import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { expectSameOnBoth, numbers, settle, values } from './same-on-both.fixture.ts';

const KINDS = ['simpleRNN', 'gru', 'lstm'] as const;

describe.each(KINDS)('%s', (kind) => {
  test.each([
    ['gives its last output', {}],
    ['gives all outputs', { returnSequences: true }],
    ['goes backwards', { goBackwards: true, returnSequences: true }],
    ['is unrolled', { unroll: true }],
    ['has no bias', { useBias: false }],
    ['has other activations', { activation: 'relu', recurrentActivation: 'hardSigmoid' }],
  ] as const)('%s', async (_, options) => {
    await expectSameOnBoth(async () => {
      const layer = tfl.layers[kind]({ units: 3, inputShape: [4, 2], ...options });
      const model = settle(tfl.sequential({ layers: [layer] }));
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      const x = numbers([5, 4, 2], 3);
      const shape = (model.outputs[0] as tfl.SymbolicTensor).shape.slice(1) as number[];
      const loss = (await model.trainOnBatch(x, numbers([5, ...shape], 4))) as number;
      return { loss, weights: values(model.getWeights()), output: values(model.predict(x) as tf.Tensor) };
    });
  });

  test('gives its states, and takes them', async () => {
    const seen = await expectSameOnBoth(() => {
      const input = tfl.input({ shape: [4, 2] });
      const all = tfl.layers[kind]({ units: 3, returnState: true }).apply(input) as tfl.SymbolicTensor[];
      const [output, ...states] = all as [tfl.SymbolicTensor, ...tfl.SymbolicTensor[]];
      const again = tfl.layers[kind]({ units: 3 }).apply(input, { initialState: states });
      const model = settle(
        tfl.model({ inputs: input, outputs: [output, ...states, again as tfl.SymbolicTensor] }),
      );
      const results = model.predict(numbers([2, 4, 2], 5)) as tf.Tensor[];
      return { count: results.length, results: values(results) };
    });
    expect(seen.count).toBe(kind === 'lstm' ? 4 : 3);
  });

  test('that is stateful goes on where it was until its states are reset', async () => {
    const seen = await expectSameOnBoth(() => {
      const layer = tfl.layers[kind]({ units: 2, stateful: true, batchInputShape: [2, 3, 2] });
      const model = settle(tfl.sequential({ layers: [layer] }));
      const x = numbers([2, 3, 2], 8);
      const run = (): number[] => [...(model.predict(x, { batchSize: 2 }) as tf.Tensor).dataSync()];
      const [first, second] = [run(), run()];
      model.resetStates();
      return { first, second, again: run() };
    });
    expect(seen.second).not.toEqual(seen.first);
    expect(seen.again).toEqual(seen.first);
  });

  test('leaves out steps that are masked', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = settle(
        tfl.sequential({
          layers: [tfl.layers.masking({ maskValue: 0, inputShape: [4, 2] }), tfl.layers[kind]({ units: 3 })],
        }),
      );
      const part = numbers([1, 2, 2], 5);
      const padded = tf.concat([part, tf.zeros([1, 2, 2])], 1);
      const result = [...(model.predict(padded) as tf.Tensor).dataSync()];
      const longer = tf.concat([part, tf.zeros([1, 1, 2]), tf.zeros([1, 1, 2])], 1);
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      const loss = (await model.trainOnBatch(padded, numbers([1, 3], 2))) as number;
      return { result, again: [...(model.predict(longer) as tf.Tensor).dataSync()].length, loss };
    });
    expect((seen.result as number[]).every(Number.isFinite)).toBe(true);
  });

  test('in both directions', async () => {
    await expectSameOnBoth(async () => {
      const layer = tfl.layers[kind]({ units: 2, returnSequences: true }) as tfl.RNN;
      const model = settle(
        tfl.sequential({
          layers: [tfl.layers.bidirectional({ layer, mergeMode: 'concat', inputShape: [3, 2] })],
        }),
      );
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      const loss = (await model.trainOnBatch(numbers([2, 3, 2], 1), numbers([2, 3, 4], 2))) as number;
      return { loss, weights: values(model.getWeights()) };
    });
  });
});

test('an embedding of token 0 is masked through the layers after it', async () => {
  await expectSameOnBoth(async () => {
    const model = settle(
      tfl.sequential({
        layers: [
          tfl.layers.embedding({ inputDim: 6, outputDim: 3, maskZero: true, inputLength: 5 }),
          tfl.layers.lstm({ units: 3, returnSequences: true }),
          tfl.layers.timeDistributed({ layer: tfl.layers.dense({ units: 2 }) }),
        ],
      }),
    );
    const x = tf.tensor2d([
      [1, 2, 3, 0, 0],
      [5, 4, 0, 0, 0],
    ]);
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
    const loss = (await model.trainOnBatch(x, numbers([2, 5, 2], 3))) as number;
    return { loss, weights: values(model.getWeights()), output: values(model.predict(x) as tf.Tensor) };
  });
});

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { expectSameOnBoth, numbers, settle, values } from './same-on-both.fixture.ts';

const { layers: L } = tfl;

/** Two inputs that share a layer, two outputs with a loss each. */
function branching(): tfl.LayersModel {
  const [a, b] = [tfl.input({ shape: [3], name: 'a' }), tfl.input({ shape: [3], name: 'b' })];
  const shared = L.dense({ units: 4, activation: 'relu', name: 'shared' });
  const [left, right] = [shared.apply(a), shared.apply(b)] as [tfl.SymbolicTensor, tfl.SymbolicTensor];
  const merged = L.concatenate().apply([
    left,
    right,
    L.multiply().apply([left, right]) as tfl.SymbolicTensor,
  ]);
  const outputs = [
    L.dense({ units: 1, name: 'number' }).apply(merged),
    L.dense({ units: 2, activation: 'softmax', name: 'kind' }).apply(merged),
  ] as tfl.SymbolicTensor[];
  return tfl.model({ inputs: [a, b], outputs });
}

describe('a model with several inputs and outputs', () => {
  const data = (): { x: tf.Tensor[]; y: tf.Tensor[] } => ({
    x: [numbers([8, 3], 1), numbers([8, 3], 2)],
    y: [numbers([8, 1], 3), tf.cast(tf.oneHot(tf.tensor1d([0, 1, 0, 1, 1, 0, 1, 0], 'int32'), 2), 'float32')],
  });

  test('trains all of its losses together', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = settle(branching());
      const loss = ['meanSquaredError', 'categoricalCrossentropy'];
      model.compile({ loss, optimizer: tf.train.sgd(0.1), metrics: { kind: 'accuracy' } });
      const { x, y } = data();
      const { history } = await model.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false });
      const evaluated = (model.evaluate(x, y) as tf.Scalar[]).map((one) => one.dataSync()[0] as number);
      return { history: history as Record<string, number[]>, evaluated, weights: values(model.getWeights()) };
    });
    expect(Object.keys(seen.history)).toEqual(['loss', 'number_loss', 'kind_loss', 'kind_acc']);
    const { loss, number_loss: first, kind_loss: second } = seen.history as Record<string, number[]>;
    loss?.forEach((total, i) => {
      expect(total).toBeCloseTo((first?.[i] as number) + (second?.[i] as number), 4);
    });
  });

  test('takes its data by name', async () => {
    await expectSameOnBoth(async () => {
      const model = settle(branching());
      model.compile({
        loss: { number: 'meanSquaredError', kind: 'categoricalCrossentropy' },
        optimizer: 'sgd',
      });
      const { x, y } = data();
      const losses = await model.trainOnBatch(
        { a: x[0] as tf.Tensor, b: x[1] as tf.Tensor },
        { number: y[0] as tf.Tensor, kind: y[1] as tf.Tensor },
      );
      return { losses: losses as number[] };
    });
  });

  test('refuses data of another shape in the same words', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = settle(branching());
      model.compile({ loss: ['meanSquaredError', 'meanSquaredError'], optimizer: 'sgd' });
      const wrong = [numbers([8, 3], 1), numbers([8, 4], 2)];
      try {
        model.predict(wrong);
        return { why: '' };
      } catch (error) {
        return { why: (error as Error).message.replace(/\d{2,}/g, 'n') };
      }
    });
    expect(seen.why).not.toBe('');
  });
});

test('a model within a model, and a part of one, compute with the same weights', async () => {
  await expectSameOnBoth(async () => {
    const inner = tfl.sequential({ layers: [L.dense({ units: 4, activation: 'tanh', inputShape: [3] })] });
    const model = settle(tfl.sequential({ layers: [inner, L.dense({ units: 2 })] }));
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.05) });
    await model.fit(numbers([6, 3], 1), numbers([6, 2], 2), { epochs: 3, shuffle: false });
    const x = numbers([2, 3], 5);
    return { part: values(inner.predict(x) as tf.Tensor), whole: values(model.predict(x) as tf.Tensor) };
  });
});

test('a layer that is not trainable stays as it is', async () => {
  const seen = await expectSameOnBoth(async () => {
    const frozen = L.dense({ units: 4, inputShape: [3], trainable: false });
    const model = settle(tfl.sequential({ layers: [frozen, L.dense({ units: 1 })] }));
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
    const before = values(frozen.getWeights());
    await model.fit(numbers([6, 3], 1), numbers([6, 1], 2), { epochs: 2, shuffle: false });
    return { before, after: values(frozen.getWeights()), all: values(model.getWeights()) };
  });
  expect(seen.after).toEqual(seen.before);
});

function several(): tfl.Sequential {
  return settle(
    tfl.sequential({
      layers: [
        L.conv2d({ filters: 2, kernelSize: 3, activation: 'relu', inputShape: [6, 6, 1] }),
        L.batchNormalization(),
        L.maxPooling2d({ poolSize: 2 }),
        L.flatten(),
        L.dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  );
}

describe('saved and loaded', () => {
  test('through handlers of input and output, with the optimizer', async () => {
    await expectSameOnBoth(async () => {
      const model = several();
      model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.01) });
      const x = numbers([4, 6, 6, 1], 4);
      const y = tf.cast(tf.oneHot(tf.tensor1d([0, 1, 2, 1], 'int32'), 3), 'float32');
      await model.trainOnBatch(x, y);
      const saved: tf.io.ModelArtifacts[] = [];
      await model.save(
        tf.io.withSaveHandler(async (artifacts) => {
          saved.push(artifacts);
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
        }),
        { includeOptimizer: true },
      );
      const [artifacts] = saved as [tf.io.ModelArtifacts];
      const loaded = await tfl.loadLayersModel(tf.io.fromMemory(artifacts));
      const output = values(loaded.predict(x) as tf.Tensor);
      expect(output).toEqual(values(model.predict(x) as tf.Tensor));
      // The optimizer goes on where it was.
      const losses = [
        (await loaded.trainOnBatch(x, y)) as number,
        (await model.trainOnBatch(x, y)) as number,
      ];
      expect(losses[0]).toBeCloseTo(losses[1] as number, 5);
      expect(values(loaded.getWeights())).toEqual(values(model.getWeights()));
      return {
        output,
        losses,
        names: artifacts.weightSpecs?.map(({ name }) => name.replace(/_\w*\d+/g, '')) ?? [],
      };
    });
  });

  test('as its topology alone', async () => {
    const seen = await expectSameOnBoth(async () => {
      const model = several();
      const again = settle(
        (await tfl.models.modelFromJSON(JSON.parse(model.toJSON() as string))) as tfl.Sequential,
      );
      const x = numbers([2, 6, 6, 1], 4);
      return {
        params: [model.countParams(), again.countParams()],
        outputs: [values(model.predict(x) as tf.Tensor), values(again.predict(x) as tf.Tensor)],
      };
    });
    expect(seen.params[0]).toBe(seen.params[1]);
    expect((seen.outputs as unknown[])[0]).toEqual((seen.outputs as unknown[])[1]);
  });
});

test('a summary has a line for each layer and counts the parameters', async () => {
  const seen = await expectSameOnBoth(() => {
    const lines: string[] = [];
    several().summary(100, undefined, (line: string) => void lines.push(line.replace(/_\w*\d+/g, '')));
    return { lines };
  });
  expect(seen.lines.join('\n')).toMatch(
    /Total params: 55\b[\s\S]*Trainable params: 51\b[\s\S]*Non-trainable params: 4\b/,
  );
});

const SEED = 3;
const INITIALIZERS: Record<string, () => ReturnType<typeof tfl.initializers.zeros>> = {
  zeros: () => tfl.initializers.zeros(),
  ones: () => tfl.initializers.ones() as never,
  constant: () => tfl.initializers.constant({ value: 0.3 }) as never,
  identity: () => tfl.initializers.identity({ gain: 2 }) as never,
  randomUniform: () => tfl.initializers.randomUniform({ minval: -1, maxval: 1, seed: SEED }) as never,
  randomNormal: () => tfl.initializers.randomNormal({ mean: 1, stddev: 0.5, seed: SEED }) as never,
  truncatedNormal: () => tfl.initializers.truncatedNormal({ mean: 1, stddev: 0.5, seed: SEED }) as never,
  varianceScaling: () =>
    tfl.initializers.varianceScaling({
      scale: 2,
      mode: 'fanAvg',
      distribution: 'uniform',
      seed: SEED,
    }) as never,
  glorotUniform: () => tfl.initializers.glorotUniform({ seed: SEED }) as never,
  glorotNormal: () => tfl.initializers.glorotNormal({ seed: SEED }) as never,
  heNormal: () => tfl.initializers.heNormal({ seed: SEED }) as never,
  heUniform: () => tfl.initializers.heUniform({ seed: SEED }) as never,
  leCunNormal: () => tfl.initializers.leCunNormal({ seed: SEED }) as never,
  leCunUniform: () => tfl.initializers.leCunUniform({ seed: SEED }) as never,
  orthogonal: () => tfl.initializers.orthogonal({ gain: 1, seed: SEED } as never) as never,
};

test.each(Object.entries(INITIALIZERS))(
  'the initializer %s gives the same weights for a seed',
  async (_, make) => {
    await expectSameOnBoth(() => {
      const layer = L.dense({ units: 6, inputShape: [6], kernelInitializer: make() as never });
      tfl.sequential({ layers: [layer] });
      return { weights: values(layer.getWeights()) };
    });
  },
);

test('no initializer is left out', () => {
  expect(Object.keys(tfl.initializers).sort()).toEqual(Object.keys(INITIALIZERS).sort());
});

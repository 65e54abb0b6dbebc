import { decodeProgram, encodeProgram, programRoot } from '@plumbline/verification/graph/program';
import { unitsPerStep } from '@plumbline/verification/graph/units';
import { toHex } from '@plumbline/verification/hash/hex';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildMlp } from '../models/mlp.ts';
import { buildTransformer } from '../models/transformer.ts';
import { compileModel } from './compile.ts';
import { compileForward } from './compile-forward.ts';
import { expectSameStep, expectSameSteps, table } from './same-step.fixture.ts';

const { dense } = tfl.layers;

function tinyTransformer(): Promise<Awaited<ReturnType<typeof compileModel>>> {
  return compileModel({
    model: buildTransformer({ vocabulary: 7, context: 4, width: 8, heads: 2, blocks: 1 }),
    loss: crossEntropy,
    optimizer: tf.train.adam(0.01),
    batchSize: 2,
    inputs: { offset: 0, shape: [4] },
    labels: { offset: 1, shape: [4] },
    rowStride: 1,
    rowWidth: 5,
  });
}

describe('a compiled program', () => {
  test('is the same whatever tfjs did before in this process', async () => {
    const first = await tinyTransformer();
    const garbage = Array.from({ length: 50 }, (_, i) => tf.tensor([i, i + 1]));
    buildMlp({ inputs: 3, hidden: [4], classes: 2 });
    tf.variable(tf.scalar(1)).dispose();
    const second = await tinyTransformer();
    tf.dispose(garbage);
    expect(toHex(programRoot(second))).toBe(toHex(programRoot(first)));
  });

  test.each<[string, () => tfl.LayersModel]>([
    ['a chain of layers', () => tfl.sequential({ layers: [dense({ units: 2, inputShape: [3] })] })],
    [
      'a graph of layers',
      () => {
        const inputs = tfl.input({ shape: [3] });
        return tfl.model({ inputs, outputs: dense({ units: 2 }).apply(inputs) as tfl.SymbolicTensor });
      },
    ],
  ])('is the same however many models tfjs has numbered, with %s as a layer', async (_, inner) => {
    const compiled = () =>
      compileModel(table(tfl.sequential({ layers: [inner() as tfl.layers.Layer, dense({ units: 1 })] })));
    const first = await compiled();
    inner();
    expect(toHex(programRoot(await compiled()))).toBe(toHex(programRoot(first)));
  });

  test('has the names that layers were given, also those of Keras, which look like numbered ones', async () => {
    const layers = [
      dense({ units: 2, inputShape: [3], name: 'dense_5' }),
      dense({ units: 2, name: 'dense2' }),
      tfl.sequential({ name: 'head_1', layers: [dense({ units: 1, inputShape: [2] })] }),
    ];
    const { states } = await compileModel(table(tfl.sequential({ layers })));
    const names = states.map(({ name }) => name).filter((name) => name.endsWith('kernel'));
    expect(names).toEqual(['dense_5/kernel', 'dense2/kernel', 'head_1/kernel']);
  });

  test('survives its file', async () => {
    const program = await tinyTransformer();
    const again = decodeProgram(encodeProgram(program));
    expect(toHex(programRoot(again))).toBe(toHex(programRoot(program)));
    expect(unitsPerStep(again)).toBeGreaterThan(0n);
  });

  test('names its state after layers, weights and optimizer slots', async () => {
    const program = await compileModel(
      table(buildMlp({ inputs: 3, hidden: [], classes: 1 }), { optimizer: tf.train.adam(0.01) }),
    );
    expect(program.states.map(({ name }) => name)).toEqual([
      'dense_1/kernel',
      'dense_1/bias',
      'optimizer/beta1Power',
      'optimizer/beta2Power',
      'optimizer/dense_1/kernel/m',
      'optimizer/dense_1/kernel/v',
      'optimizer/dense_1/bias/m',
      'optimizer/dense_1/bias/v',
    ]);
    expect(program.states[2]?.init).toEqual({ type: 'Fill', value: { bits: 0x3f666666 } });
  });

  test('leaves the model, the optimizer and the backend as they were', async () => {
    const model = buildMlp({ inputs: 3, hidden: [2], classes: 1 });
    const before = model.getWeights().map((weight) => [...weight.dataSync()]);
    await tf.setBackend('cpu');
    const options = table(model, { optimizer: tf.train.adam(0.1) });
    await compileModel(options);
    const { numTensors } = tf.memory();
    await compileModel(options);
    expect(model.getWeights().map((weight) => [...weight.dataSync()])).toEqual(before);
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('has no dead nodes and every constant that it names', async () => {
    const program = await tinyTransformer();
    const read = new Set([program.header.lossNode, ...program.states.map(({ next }) => next)]);
    for (const { inputs } of program.nodes) for (const input of inputs) read.add(input);
    expect(read.size).toBe(program.nodes.length);
    expect(program.nodes.filter(({ operator }) => operator.type === 'constant').length).toBe(
      program.constants.size,
    );
  });
});

describe('the step that tfjs takes is the step that the program takes', () => {
  const layerCases: [string, () => tfl.layers.Layer[]][] = [
    [
      'relu, tanh, sigmoid',
      () => [
        dense({ units: 6, activation: 'relu', inputShape: [5] }),
        dense({ units: 4, activation: 'tanh' }),
        dense({ units: 1, activation: 'sigmoid' }),
      ],
    ],
    [
      'elu, softplus, softsign',
      () => [
        dense({ units: 6, activation: 'elu', inputShape: [5] }),
        dense({ units: 4, activation: 'softplus' }),
        dense({ units: 1, activation: 'softsign' }),
      ],
    ],
    [
      'leaky relu and a regularizer',
      () => [
        dense({ units: 6, inputShape: [5], kernelRegularizer: tfl.regularizers.l2({ l2: 0.1 }) }),
        tfl.layers.leakyReLU(),
        dense({ units: 1 }),
      ],
    ],
    [
      'layer normalisation',
      () => [dense({ units: 6, inputShape: [5] }), tfl.layers.layerNormalization(), dense({ units: 1 })],
    ],
    [
      'batch normalisation',
      () => [dense({ units: 6, inputShape: [5] }), tfl.layers.batchNormalization(), dense({ units: 1 })],
    ],
    [
      'softmax, reshape, flatten, permute',
      () => [
        dense({ units: 6, activation: 'softmax', inputShape: [5] }),
        tfl.layers.reshape({ targetShape: [2, 3] }),
        tfl.layers.permute({ dims: [2, 1] }),
        tfl.layers.flatten(),
        dense({ units: 1 }),
      ],
    ],
    [
      'repeat and global pooling',
      () => [
        dense({ units: 3, inputShape: [5] }),
        tfl.layers.repeatVector({ n: 4 }),
        tfl.layers.globalAveragePooling1d({}),
        dense({ units: 1 }),
      ],
    ],
    [
      'zero padding by concatenation',
      () => [
        dense({ units: 6, inputShape: [5] }),
        tfl.layers.reshape({ targetShape: [2, 3, 1] }),
        tfl.layers.zeroPadding2d({ padding: 1 }),
        tfl.layers.flatten(),
        dense({ units: 1 }),
      ],
    ],
  ];
  test.each(layerCases)('%s', async (_, layers) => {
    const model = tfl.sequential({ layers: layers() });
    // Not adam: it makes steps of full size out of gradients that are rounding noise.
    await expectSameStep(table(model));
  });

  test.each(['meanSquaredError', 'meanAbsoluteError', 'binaryCrossentropy', 'hinge', 'logcosh'])(
    'the loss %s',
    async (loss) => {
      const model = tfl.sequential({ layers: [dense({ units: 1, activation: 'sigmoid', inputShape: [3] })] });
      await expectSameStep(table(model, { loss }));
    },
  );

  test.each(['sgd', 'adam', 'momentum', 'rmsprop', 'adagrad'] as const)('the optimizer %s', async (name) => {
    const optimizer = name === 'momentum' ? tf.train.momentum(0.05, 0.9) : tf.train[name](0.05);
    await expectSameSteps(table(buildMlp({ inputs: 3, hidden: [4], classes: 1 }), { optimizer }), 5);
  });
});

test('a forward program predicts what the model predicts', async () => {
  const model = buildMlp({ inputs: 3, hidden: [5], classes: 2 });
  const { program, outputNode } = await compileForward({
    model,
    batchSize: 2,
    inputs: { offset: 0, shape: [3] },
    rowStride: 3,
    rowWidth: 3,
  });
  const dataset = Float32Array.of(0.1, 0.2, 0.3, -0.4, 0.5, 0.6);
  const executor = await createCanonicalExecutor({ program, dataset, rows: 2, seed: new Uint8Array(32) });
  executor.load(
    model.getWeights().map((weight) => new Uint8Array(Float32Array.from(weight.dataSync()).buffer)),
  );
  let seen = new Float32Array(0);
  executor.runStep(0, {
    examples: [0, 1],
    onNode: (node, output) => {
      if (node === outputNode) seen = output.slice();
    },
  });
  const truth = (model.predict(tf.tensor2d(dataset, [2, 3])) as tf.Tensor).dataSync();
  truth.forEach((value, i) => {
    expect(seen[i]).toBeCloseTo(value, 5);
  });
});

test('weights that begin as no rule says are constants of the program in step 0', async () => {
  const layers = [
    dense({ units: 3, inputShape: [3], kernelInitializer: 'identity', useBias: false }),
    tfl.layers.reshape({ targetShape: [3, 1] }),
    tfl.layers.lstm({
      units: 2,
      unitForgetBias: true,
      kernelInitializer: 'zeros',
      recurrentInitializer: 'zeros',
    }),
    dense({ units: 1 }),
  ];
  const optimizer = tf.train.sgd(0);
  const program = await compileModel(table(tfl.sequential({ layers }), { optimizer }));
  const seed = new Uint8Array(32);
  const executor = await createCanonicalExecutor({ program, dataset: new Float32Array(16), rows: 4, seed });
  executor.initialState(seed);
  executor.runStep(0);
  const values = (name: string): number[] => {
    const bytes = executor.state()[program.states.findIndex((state) => state.name === name)] as Uint8Array;
    return [...new Float32Array(bytes.slice().buffer)];
  };
  expect(values('dense_1/kernel')).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(values('lstm_1/bias')).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  executor.runStep(1);
  expect(values('lstm_1/bias')).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});

import { programRoot } from '@plumbline/verification/graph/program';
import { toHex } from '@plumbline/verification/hash/hex';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { type CompileOptions, compileModel } from './compile.ts';
import { compileForward } from './compile-forward.ts';
import type { LossFunction } from './loss.ts';
import { expectSameSteps, table } from './same-step.fixture.ts';

const { dense } = tfl.layers;

/** A layer that multiplies its input by whatever a function says. */
class Scaled extends tfl.layers.Layer {
  static readonly className = 'Scaled';
  readonly #factor: () => number;
  constructor(factor: () => number) {
    super({});
    this.#factor = factor;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul([inputs].flat()[0] as tf.Tensor, this.#factor());
  }
}

function scaledBy(factor: () => number): CompileOptions {
  const layers = [dense({ units: 3, inputShape: [3] }), new Scaled(factor), dense({ units: 1 })];
  return table(tfl.sequential({ layers }));
}

const plain = (options: Partial<CompileOptions>): CompileOptions =>
  table(tfl.sequential({ layers: [dense({ units: 1, inputShape: [3] })] }), options);

/** Its learning rate falls with a count of its own, as a number. */
class Tiring extends tf.SGDOptimizer {
  static override readonly className = 'Tiring' as 'SGD';
  #steps = 0;
  override applyGradients(gradients: Parameters<tf.SGDOptimizer['applyGradients']>[0]): void {
    this.setLearningRate(0.1 / ++this.#steps);
    super.applyGradients(gradients);
  }
}

function counter(): () => number {
  let calls = 0;
  return () => 1 / ++calls;
}

const shrinking = (): LossFunction => {
  const next = counter();
  return (y, p) => tf.mul(tf.mean(tf.squaredDifference(y, p)), next());
};

const LAYER = /^Cannot compile layer scaled_1 \(Scaled\): it /;

test.each<[string, () => CompileOptions, RegExp]>([
  ['Date.now', () => scaledBy(() => Date.now() / 1e13), LAYER],
  ['new Date', () => scaledBy(() => new Date().getFullYear()), LAYER],
  ['the time as a text', () => scaledBy(() => Date().length), LAYER],
  ['performance.now', () => scaledBy(() => performance.now()), LAYER],
  ['Math.random', () => scaledBy(() => Math.random()), LAYER],
  ['random bytes', () => scaledBy(() => crypto.getRandomValues(new Uint8Array(1))[0] as number), LAYER],
  ['a count that a layer keeps', () => scaledBy(counter()), LAYER],
  ['a count that a loss keeps', () => plain({ loss: shrinking() }), /^Cannot compile the loss: it computes/],
  [
    'a count that an optimizer keeps',
    () => plain({ optimizer: new Tiring(0.1) }),
    /^Cannot compile the optimizer Tiring: it computes/,
  ],
])('what is no part of the state is not frozen: %s', async (_, options, message) => {
  await expect(compileModel(options())).rejects.toMatchObject({
    name: 'CompileError',
    message: expect.stringMatching(message),
  });
});

test('a prediction that is another each time is refused as well', async () => {
  const { model } = scaledBy(counter());
  const rows = { batchSize: 2, inputs: { offset: 0, shape: [3] }, rowStride: 3, rowWidth: 3 };
  await expect(compileForward({ model, ...rows })).rejects.toThrow(LAYER);
});

/** A layer that writes how often it was called into a weight, as a number. */
class Counting extends tfl.layers.Layer {
  static readonly className = 'Counting';
  #calls = 0;
  #count: tfl.LayerVariable | undefined;
  override build(): void {
    this.#count = this.addWeight('count', [], 'float32', tfl.initializers.zeros(), undefined, false);
    this.built = true;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    this.#count?.write(tf.scalar(++this.#calls));
    return [inputs].flat()[0] as tf.Tensor;
  }
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), countInitializer: { className: 'Zeros', config: {} } };
  }
}

test('a constant that is another each time is refused also where nothing is computed of it', async () => {
  const layers = [dense({ units: 3, inputShape: [3] }), new Counting({}), dense({ units: 1 })];
  await expect(compileModel(table(tfl.sequential({ layers })))).rejects.toThrow(
    'Cannot compile the weight counting_1/count: it computes something else each time',
  );
  const { model } = plain({});
  const next = counter();
  const rows = { batchSize: 2, inputs: { offset: 0, shape: [3] }, rowStride: 3, rowWidth: 3 };
  await expect(compileForward({ model, ...rows, output: () => tf.scalar(next()) })).rejects.toThrow(
    'Cannot compile the output: it computes something else each time',
  );
});

/** A layer that adds what it makes when it is called first, and keeps. */
class Keeping extends tfl.layers.Layer {
  static readonly className = 'Keeping';
  readonly #make: (x: tf.Tensor) => tf.Tensor;
  #kept: tf.Tensor | undefined;
  constructor(make: (x: tf.Tensor) => tf.Tensor) {
    super({});
    this.#make = make;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = [inputs].flat()[0] as tf.Tensor;
    this.#kept ??= tf.keep(this.#make(x));
    return tf.add(x, this.#kept);
  }
}

const keeping = (make: (x: tf.Tensor) => tf.Tensor): tfl.LayersModel =>
  tfl.sequential({
    layers: [dense({ units: 3, inputShape: [3] }), new Keeping(make), dense({ units: 1 })],
  });

test('a layer may keep what it makes of nothing but numbers, for training and for predicting', async () => {
  const waves = (x: tf.Tensor): tf.Tensor => tf.sin(tf.mul(tf.onesLike(x), [1, 2, 3]));
  const rows = { batchSize: 2, inputs: { offset: 0, shape: [3] }, rowStride: 3, rowWidth: 3 };
  await compileForward({ model: keeping(waves), ...rows });
  await compileModel(table(keeping(waves)));
});

test('what a layer has kept of the batch is not frozen', async () => {
  const mean = (x: tf.Tensor): tf.Tensor => tf.mean(x, 0);
  const rows = { batchSize: 2, inputs: { offset: 0, shape: [3] }, rowStride: 3, rowWidth: 3 };
  const message = /^Cannot compile layer keeping_1 \(Keeping\): it uses a tensor that it has kept/;
  await expect(compileForward({ model: keeping(mean), ...rows })).rejects.toThrow(message);
  await expect(compileModel(table(keeping(mean)))).rejects.toThrow(message);
});

/** A layer that takes an offset from the first batch that it sees, or from each, and keeps it as a weight. */
class Centred extends tfl.layers.Layer {
  static readonly className = 'Centred';
  readonly #offsetOf: (x: tf.Tensor, call: number, offset: tf.Tensor) => tf.Tensor | undefined;
  #calls = 0;
  #offset: tfl.LayerVariable | undefined;
  constructor(offsetOf: (x: tf.Tensor, call: number, offset: tf.Tensor) => tf.Tensor | undefined) {
    super({});
    this.#offsetOf = offsetOf;
  }
  override build(): void {
    this.#offset = this.addWeight('offset', [3], 'float32', tfl.initializers.zeros(), undefined, false);
    this.built = true;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = [inputs].flat()[0] as tf.Tensor;
    const offset = this.#offset as tfl.LayerVariable;
    const written = this.#offsetOf(x, this.#calls++, offset.read());
    if (written) offset.write(written);
    return tf.sub(x, offset.read());
  }
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), offsetInitializer: { className: 'Zeros', config: {} } };
  }
}

const mean = (x: tf.Tensor): tf.Tensor => tf.mean(x, 0);

test.each<[string, ConstructorParameters<typeof Centred>[0]]>([
  ['values of the first batch', (x, call) => (call === 0 ? mean(x) : undefined)],
  ['a number', (_, call) => (call === 0 ? tf.ones([3]) : undefined)],
  [
    'values of the first batch, and a mean of all from then on',
    (x, call, offset) => (call === 0 ? mean(x) : tf.add(tf.mul(offset, 0.9), tf.mul(mean(x), 0.1))),
  ],
])('what a layer writes into a weight at its first call alone is not left out: %s', async (_, offsetOf) => {
  const layers = [dense({ units: 3, inputShape: [3] }), new Centred(offsetOf), dense({ units: 1 })];
  await expect(compileModel(table(tfl.sequential({ layers })))).rejects.toThrow(
    'Cannot compile the weight centred_1/offset: its layer writes something else into it when it is called first',
  );
});

test('a layer may write the same into a weight at every call', async () => {
  const layers = [dense({ units: 3, inputShape: [3] }), new Centred(mean), dense({ units: 1 })];
  await expectSameSteps(table(tfl.sequential({ layers })), 3);
});

test('clocks and random numbers are back afterwards, and a date that is given was there all the time', async () => {
  const before = [Date, Date.now, Math.random, performance.now, crypto.getRandomValues];
  const own = ['now', 'getRandomValues'].map(
    (name, i) => Object.getOwnPropertyDescriptor([performance, crypto][i], name) !== undefined,
  );
  const program = await compileModel(scaledBy(() => new Date(2e12).getTime() / Date.UTC(2033, 4)));
  const again = await compileModel(scaledBy(() => 2e12 / Date.UTC(2033, 4)));
  expect(toHex(programRoot(program))).toBe(toHex(programRoot(again)));
  expect([Date, Date.now, Math.random, performance.now, crypto.getRandomValues]).toEqual(before);
  expect([Object.hasOwn(performance, 'now'), Object.hasOwn(crypto, 'getRandomValues')]).toEqual(own);
});

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { type CompileOptions, compileModel } from './compile.ts';
import { compileForward } from './compile-forward.ts';

const RATE = 0.25;
const WIDTH = 40;

/** A model whose loss is the mean of its inputs, all 1, after dropout. */
function options(layers: tfl.layers.Layer[]): CompileOptions {
  return {
    model: tfl.sequential({
      layers: [...layers, tfl.layers.flatten(), tfl.layers.dense({ units: 1, kernelInitializer: 'ones' })],
    }),
    loss: (_, prediction) => tf.mean(prediction),
    optimizer: tf.train.sgd(0),
    batchSize: 50,
    inputs: { offset: 0, shape: [WIDTH, 2] },
    labels: { offset: 0, shape: [1] },
    rowStride: 2 * WIDTH,
    rowWidth: 2 * WIDTH,
  };
}

const dataset = new Float32Array(50 * 2 * WIDTH).fill(1);

test('dropout keeps its share, scaled, with another mask in each step, layer and task, and none when predicting', async () => {
  const inputShape = [WIDTH, 2];
  const { dropout } = tfl.layers;
  const given = options([dropout({ rate: RATE, inputShape }), dropout({ rate: RATE, seed: 7 })]);
  const program = await compileModel(given);
  const streams = program.nodes.flatMap(({ operator }) =>
    operator.type === 'uniform' ? [operator.value.stream] : [],
  );
  expect(streams).toEqual([0, 1]);
  const drawn = async (seed: number, step: number): Promise<{ masks: Float32Array[]; loss: number }> => {
    const key = new Uint8Array(32).fill(seed);
    const executor = await createCanonicalExecutor({ program, dataset, rows: 50, seed: key });
    executor.initialState(key);
    const masks: Float32Array[] = [];
    const loss = executor.runStep(step, {
      onNode: (node, output) => {
        if (program.nodes[node]?.operator.type === 'greaterEqual') masks.push(output.slice());
      },
    });
    return { masks, loss };
  };
  const { masks, loss } = await drawn(1, 0);
  expect((await drawn(1, 0)).masks).toEqual(masks);
  const [first = new Float32Array(0), second = first] = masks;
  for (const mask of [second, ...(await drawn(1, 1)).masks, ...(await drawn(2, 0)).masks]) {
    const kept = mask.reduce((sum, value) => sum + value, 0) / mask.length;
    expect(kept).toBeCloseTo(1 - RATE, 1);
    const same = mask.filter((value, i) => value === first[i]).length / mask.length;
    expect(same).toBeCloseTo(RATE ** 2 + (1 - RATE) ** 2, 1);
  }
  expect(loss / (2 * WIDTH)).toBeCloseTo(1, 1);
  const forward = await compileForward({ ...given, batchSize: 1 });
  expect(forward.program.nodes.some(({ operator }) => operator.type === 'uniform')).toBe(false);
  // The model is left as it was.
  expect(Object.hasOwn(given.model.layers[0] as object, 'call')).toBe(false);
});

test('spatial dropout drops whole channels', async () => {
  const given = options([
    tfl.layers.dense({ units: 2, inputShape: [WIDTH, 2] }),
    tfl.layers.spatialDropout1d({ rate: RATE }),
  ]);
  const program = await compileModel(given);
  const drawn = program.nodes.find(({ operator }) => operator.type === 'uniform');
  expect(drawn?.shape).toEqual([50, 1, 2]);
});

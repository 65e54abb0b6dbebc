import { toBits } from '@plumbline/verification/f32/bits';
import type { PoolWindow, Shape, Walk, WalkOperatorName } from '@plumbline/verification/graph/types';
import { poolingOf } from '@plumbline/verification/operators/pool';
import { walkAxes } from '@plumbline/verification/operators/window';
import { uniformBits, uniformKey } from '@plumbline/verification/random/uniform';
import { describe, expect, test } from 'vitest';
import { bindKernels } from '../execute/kernels.ts';
import { expectEqualBits, randomTensor, wholeNumbers } from './equal-bits.fixture.ts';

/** images, filter [kh, kw] and number of filters, strides, dilations, padding */
const WALKS: [Shape, Shape, number, Walk][] = [
  [[2, 5, 6, 3], [3, 3], 4, { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 0, 0] }],
  [[1, 6, 5, 1], [3, 3], 8, { strides: [1, 1], dilations: [1, 1], padding: [1, 1, 1, 1] }],
  [[2, 7, 7, 4], [3, 2], 5, { strides: [2, 2], dilations: [1, 1], padding: [0, 1, 1, 0] }],
  [[1, 9, 8, 2], [3, 3], 3, { strides: [1, 1], dilations: [2, 3], padding: [2, 2, 3, 3] }],
  [[1, 1, 9, 5], [1, 4], 1, { strides: [1, 3], dilations: [1, 1], padding: [0, 0, 2, 1] }],
  [[3, 4, 4, 8], [1, 1], 9, { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 0, 0] }],
  [[1, 3, 3, 2], [5, 5], 2, { strides: [1, 2], dilations: [1, 1], padding: [3, 4, 4, 2] }],
  [[2, 8, 8, 5], [3, 3], 7, { strides: [3, 2], dilations: [1, 1], padding: [1, 1, 1, 1] }],
];

/** Images enough that the chains of a filter's gradient go on from part to part. */
const MANY: typeof WALKS = [
  [[7, 5, 4, 3], [3, 2], 10, { strides: [1, 2], dilations: [1, 1], padding: [1, 1, 1, 0] }],
  [[6, 6, 5, 1], [3, 3], 8, { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 0, 0] }],
  [[5, 2, 2, 2], [2, 2], 3, { strides: [300, 500], dilations: [300, 500], padding: [300, 300, 500, 500] }],
];

/** Without padding, where images are read as they lie. */
const UNPADDED: typeof WALKS = [
  [[2, 7, 10, 1], [3, 3], 8, { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 0, 0] }],
  [[1, 9, 11, 1], [3, 2], 5, { strides: [2, 1], dilations: [1, 3], padding: [0, 0, 0, 0] }],
  [[3, 5, 5, 1], [5, 5], 17, { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 0, 0] }],
  [[2, 6, 7, 4], [3, 3], 9, { strides: [2, 2], dilations: [1, 2], padding: [0, 0, 0, 0] }],
];

/** Chains too long, or images too large, to be read without a matrix of patches. */
const LARGE: typeof WALKS = [
  [[1, 2, 2, 60], [3, 3], 58, { strides: [1, 1], dilations: [1, 1], padding: [1, 1, 1, 1] }],
  [[2, 4, 5, 130], [2, 2], 9, { strides: [1, 2], dilations: [2, 1], padding: [1, 0, 1, 1] }],
  [[1, 2, 2, 2], [2, 2], 3, { strides: [300, 500], dilations: [300, 500], padding: [300, 300, 500, 500] }],
];

function resultShape([n = 1, h = 1, w = 1]: Shape, taps: Shape, walk: Walk, outputs: number): Shape {
  const [rows, columns] = walkAxes(walk, [h, w], taps);
  return [n, rows.outputs, columns.outputs, outputs];
}

function tensors(shapes: readonly Shape[], special: number): [Shape, Float32Array][] {
  return shapes.map((shape, i) => [shape, randomTensor(shape, 31 + i, special)]);
}

describe('kernels whose taps walk over images equal the element programs bit for bit', () => {
  test.each([0, 0.02])('conv2d and its gradients, %d of the values being special', async (special) => {
    for (const [x, taps, count, walk] of [...WALKS, ...UNPADDED, ...LARGE, ...MANY]) {
      const filter = [...taps, x[3] ?? 1, count];
      const y = resultShape(x, taps, walk, count);
      await expectEqualBits({ type: 'conv2d', value: walk }, tensors([x, filter], special), y);
      await expectEqualBits({ type: 'conv2dInputGradient', value: walk }, tensors([y, filter], special), x);
      await expectEqualBits({ type: 'conv2dFilterGradient', value: walk }, tensors([x, y], special), filter);
    }
  });

  test.each([1, 2, 3])('depthwise convolution and its gradients, %d filters a channel', async (count) => {
    for (const [x, taps, , walk] of WALKS) {
      const filter = [...taps, x[3] ?? 1, count];
      const y = resultShape(x, taps, walk, (x[3] ?? 1) * count);
      const run = (type: WalkOperatorName, inputs: Shape[], output: Shape): Promise<void> =>
        expectEqualBits({ type, value: walk } as never, tensors(inputs, 0.02), output);
      await run('depthwiseConv2d', [x, filter], y);
      await run('depthwiseConv2dInputGradient', [y, filter], x);
      await run('depthwiseConv2dFilterGradient', [x, y], filter);
    }
  });

  test('pooling and its gradients', async () => {
    const cases: [Shape, PoolWindow][] = [
      [[2, 6, 6, 3], { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] }],
      [[1, 7, 5, 8], { window: [3, 3], strides: [2, 2], padding: [1, 1, 1, 1] }],
      [[1, 5, 5, 1], { window: [3, 2], strides: [1, 1], padding: [1, 1, 0, 1] }],
      [[1, 7, 9, 5], { window: [2, 2], strides: [2, 2], padding: [1, 0, 0, 1] }],
      [[2, 9, 8, 4], { window: [2, 3], strides: [3, 4], padding: [1, 1, 2, 0] }],
      [[2, 4, 4, 5], { window: [4, 4], strides: [1, 1], padding: [0, 0, 0, 0] }],
      // Whole windows of 2 × 2, which have ways of their own: side by side, with lines left over, overlapping.
      [[2, 6, 4, 4], { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] }],
      [[2, 7, 9, 8], { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] }],
      [[2, 5, 4, 12], { window: [2, 2], strides: [1, 1], padding: [0, 0, 0, 0] }],
      [[1, 5, 6, 3], { window: [2, 2], strides: [2, 3], padding: [0, 1, 0, 0] }],
    ];
    for (const [x, value] of cases) {
      for (const special of [0, 0.2]) {
        const { y, taps } = poolingOf(value, x);
        for (const type of ['maxPool', 'maxPoolIndex', 'avgPool'] as const) {
          await expectEqualBits({ type, value }, tensors([x], special), y);
        }
        await expectEqualBits({ type: 'avgPoolGradient', value }, tensors([y], special), x);
        const count = y.reduce((product, size) => product * size, 1);
        const index: [Shape, Float32Array] = [y, wholeNumbers(count, taps, 5)];
        await expectEqualBits({ type: 'maxPoolGradient', value }, [...tensors([y], special), index], x);
      }
    }
  });

  test('a convolution of many lines, patches by the piece', async () => {
    const walk: Walk = { strides: [1, 1], dilations: [1, 1], padding: [1, 1, 1, 1] };
    const [x, filter, y] = [
      [9, 12, 12, 12],
      [3, 3, 12, 3],
      [9, 12, 12, 3],
    ];
    await expectEqualBits({ type: 'conv2d', value: walk }, tensors([x, filter], 0), y);
    await expectEqualBits({ type: 'conv2dFilterGradient', value: walk }, tensors([x, y], 0), filter);
    const [a, b] = [
      [9, 12, 12, 3],
      [3, 3, 3, 12],
    ];
    await expectEqualBits({ type: 'conv2dInputGradient', value: walk }, tensors([x, b], 0), a);
  });
});

describe('kernels that take tensors apart and put them together', () => {
  test('pad', async () => {
    const cases: [Shape, number[], number[]][] = [
      [[5], [2], [0]],
      [
        [2, 3],
        [0, 1],
        [1, 0],
      ],
      [
        [2, 3, 2, 1],
        [0, 1, 2, 1],
        [0, 1, 1, 2],
      ],
      [
        [2, 2, 2, 2, 2, 2],
        [1, 0, 1, 0, 1, 1],
        [0, 1, 0, 1, 1, 0],
      ],
      [[], [], []],
    ];
    for (const [shape, before, after] of cases) {
      const output = shape.map((size, i) => (before[i] ?? 0) + size + (after[i] ?? 0));
      const value = { before, after, bits: toBits(-1.5) };
      await expectEqualBits({ type: 'pad', value }, tensors([shape], 0.2), output);
    }
  });

  test('slice', async () => {
    const cases: [Shape, number[], number[], Shape][] = [
      [[9], [2], [3], [3]],
      [
        [4, 6],
        [1, 2],
        [1, 1],
        [3, 4],
      ],
      [
        [4, 6, 3],
        [0, 1, 0],
        [2, 2, 1],
        [2, 3, 3],
      ],
      [
        [3, 3, 3, 3, 3],
        [1, 0, 2, 1, 0],
        [1, 2, 1, 1, 2],
        [2, 2, 1, 2, 2],
      ],
    ];
    for (const [shape, begin, strides, output] of cases) {
      await expectEqualBits({ type: 'slice', value: { begin, strides } }, tensors([shape], 0.2), output);
    }
  });

  test('concat along every axis', async () => {
    const shape = [2, 3, 2, 2];
    for (let axis = 0; axis < shape.length; axis++) {
      const sized = (size: number): Shape => shape.map((own, i) => (i === axis ? size : own));
      await expectEqualBits(
        { type: 'concat', value: { axis } },
        tensors([sized(1), sized(4)], 0.2),
        sized(5),
      );
    }
  });
});

test('uniform draws what its element programs say, in any number', async () => {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const kernels = await bindKernels(memory);
  const key = uniformKey(new Uint8Array(32).fill(5));
  for (const count of [1, 4, 7, 16, 33]) {
    new Float32Array(memory.buffer).fill(9);
    kernels.uniform(64, count, ...key, 3, 12);
    const bits = new Uint32Array(memory.buffer, 64, count);
    expect([...bits]).toEqual(Array.from({ length: count }, (_, i) => uniformBits(key, 3, 12, i)));
    expect(new Float32Array(memory.buffer, 64 + 4 * Math.ceil(count / 4) * 4, 1)[0]).toBe(9);
  }
});

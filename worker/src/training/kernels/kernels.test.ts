import { readFile } from 'node:fs/promises';
import { BINARY, UNARY } from '@plumbline/verification/graph/element-wise';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Shape } from '@plumbline/verification/graph/types';
import { describe, expect, test } from 'vitest';
import { buildKernels } from './build.ts';
import { expectEqualBits, generator, randomTensor, SPECIAL, wholeNumbers } from './equal-bits.fixture.ts';

/** Shapes of two operands and their result: same, scalar, row, column, and mixtures that need outer loops. */
const BROADCASTS: [Shape, Shape, Shape][] = [
  [[], [], []],
  [[1], [1], [1]],
  [[7], [7], [7]],
  [
    [3, 5],
    [3, 5],
    [3, 5],
  ],
  [[3, 5], [], [3, 5]],
  [[], [2, 9], [2, 9]],
  [[4, 6], [6], [4, 6]],
  [
    [4, 6],
    [4, 1],
    [4, 6],
  ],
  [
    [5, 1],
    [1, 3],
    [5, 3],
  ],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 5],
    [2, 4, 3, 5],
  ],
  [
    [2, 3, 2, 3, 2],
    [3, 1, 3, 1],
    [2, 3, 2, 3, 2],
  ],
  [
    [2, 2, 7],
    [2, 1, 7],
    [2, 2, 7],
  ],
];

describe('kernels equal element programs bit for bit', () => {
  test.each(UNARY)('%s', async (type) => {
    const shape = [3, 67];
    const tensor = randomTensor(shape, 7, 0.3);
    SPECIAL.forEach((value, i) => {
      tensor[i] = value;
    });
    await expectEqualBits({ type }, [[shape, tensor]], shape);
    for (const size of [1, 2, 3, 5]) {
      await expectEqualBits({ type }, [[[size], randomTensor([size], size)]], [size]);
    }
  });

  test('exp of what is far below zero, alone and among others', async () => {
    const far = [-1e9, -104, Number.NEGATIVE_INFINITY, -104.00001, -103.99999, -105, Number.NaN, -3e38];
    const values = Float32Array.from(
      { length: 256 },
      (_, i) => far[(i * (1 + (i >> 6))) % far.length] as number,
    );
    values.fill(-1e9, 40, 80);
    values.fill(-104, 100, 120);
    await expectEqualBits({ type: 'exp' }, [[[256], values]], [256]);
  });

  test.each(BINARY)('%s with broadcasting', async (type) => {
    for (const [a, b, shape] of BROADCASTS) {
      await expectEqualBits(
        { type },
        [
          [a, randomTensor(a, 1, 0.3)],
          [b, randomTensor(b, 2, 0.3)],
        ],
        shape,
      );
    }
  });

  test('select with broadcasting', async () => {
    const condition = (shape: Shape): Float32Array =>
      wholeNumbers(elementCount(shape), 2, 3).map((value) => (value === 0.5 ? Number.NaN : value));
    for (const [a, b, shape] of BROADCASTS) {
      const x: [Shape, Float32Array] = [a, randomTensor(a, 1)];
      const y: [Shape, Float32Array] = [b, randomTensor(b, 2)];
      await expectEqualBits({ type: 'select' }, [[shape, condition(shape)], x, y], shape);
      await expectEqualBits({ type: 'select' }, [[b, condition(b)], x, y], shape);
    }
  });

  test.each(['sum', 'max'] as const)('%s over every choice of axes', async (type) => {
    for (const shape of [
      [9],
      [1],
      [5, 7],
      [8, 4],
      [3, 70],
      [70, 3],
      [2, 3, 5],
      [4, 1, 6],
      [9, 20],
      [2, 3, 4, 5],
    ]) {
      for (let choice = 1; choice < 1 << shape.length; choice++) {
        const axes = shape.map((_, axis) => axis).filter((axis) => choice & (1 << axis));
        const output = shape.filter((_, axis) => !axes.includes(axis));
        await expectEqualBits(
          { type, value: { axes } },
          [[shape, randomTensor(shape, choice, 0.03)]],
          output,
        );
      }
    }
  });

  test('matmul in every size, orientation and batch', async () => {
    const next = generator(11);
    const sizes = [
      [1, 1, 1],
      [4, 8, 8],
      [5, 9, 3],
      [8, 16, 300],
      [3, 7, 257],
      [2, 1, 64],
      [1, 10, 20],
      [13, 17, 5],
      [3, 1030, 2],
    ];
    for (const [m = 1, n = 1, k = 1] of sizes) {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const batch = next() < 0.5 ? [] : [2, 3];
          const a = [...batch, ...(transposeA ? [k, m] : [m, k])];
          const b = [...batch, ...(transposeB ? [n, k] : [k, n])];
          await expectEqualBits(
            { type: 'matmul', value: { transposeA, transposeB } },
            [
              [a, randomTensor(a, m, 0.001)],
              [b, randomTensor(b, n, 0.001)],
            ],
            [...batch, m, n],
          );
        }
      }
    }
  });
});

test('kernels.generated.ts is what the sources compile to', async () => {
  const written = await readFile(new URL('./kernels.generated.ts', import.meta.url), 'utf8');
  expect(await buildKernels()).toBe(written);
});

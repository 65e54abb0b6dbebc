import { readFile } from 'node:fs/promises';
import { toBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Operator, Shape } from '@plumbline/verification/graph/types';
import { referee } from '@plumbline/verification/operators/referee';
import { describe, expect, test } from 'vitest';
import { bindKernels } from '../execute/kernels.ts';
import { prepareLaunch, scratchBytes } from '../execute/launch.ts';
import { tensorBytes } from '../execute/memory-plan.ts';
import { buildKernels } from './build.ts';
import { BINARY, UNARY } from './names.ts';

/** Values where functions change their ways. */
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  3,
  -3,
  1e-45,
  -1e-45,
  1.1754944e-38,
  3.4028235e38,
  -3.4028235e38,
  88.72,
  88.73,
  89,
  -87.3,
  -103.97,
  -104,
  0.625,
  -0.625,
  0.6249,
  1.4143,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

/** Small deterministic generator; tests must not depend on the run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomTensor(shape: Shape, seed: number, special = 0.15): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: elementCount(shape) }, () => {
    if (next() < special) return SPECIAL[Math.floor(next() * SPECIAL.length)] as number;
    const magnitude = next() < 0.2 ? 2 ** (next() * 60 - 30) : 4;
    return (next() * 2 - 1) * magnitude;
  });
}

function wholeNumbers(count: number, limit: number, seed: number): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: count }, () => {
    if (next() < 0.1) return [limit, -1, 0.5, Number.NaN, -0][Math.floor(next() * 5)] as number;
    return Math.floor(next() * limit);
  });
}

async function runKernel(node: GraphNode, operands: readonly Float32Array[]): Promise<Float32Array> {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const kernels = await bindKernels(memory);
  let top = 16;
  const place = (values: Float32Array): number => {
    const at = top;
    new Float32Array(memory.buffer, at, values.length).set(values);
    top += tensorBytes(values.length);
    return at;
  };
  const inputs = operands.map(place);
  const output = place(new Float32Array(elementCount(node.shape)).fill(123));
  const guard = place(Float32Array.of(456));
  const scratch = top;
  expect(scratch + scratchBytes(node, kernels)).toBeLessThan(memory.buffer.byteLength);
  prepareLaunch(node, { kernels, inputs, output, scratch })?.();
  kernels.canonicalise(output, elementCount(node.shape));
  expect(new Float32Array(memory.buffer, guard, 1)[0]).toBe(456);
  operands.forEach((values, i) => {
    expect([...new Float32Array(memory.buffer, inputs[i], values.length)]).toEqual([...values]);
  });
  return new Float32Array(memory.buffer, output, elementCount(node.shape)).slice();
}

const CONTEXT = { step: 0, seed: new Uint8Array(32), rows: 1, batchSize: 1, rowStride: 1 };

async function expectEqualBits(
  operator: Operator,
  operands: [Shape, Float32Array][],
  shape: Shape,
): Promise<void> {
  const node: GraphNode = {
    operator,
    inputs: operands.map((_, i) => i),
    inputShapes: operands.map(([inputShape]) => inputShape),
    shape,
  };
  const values = operands.map(([, tensor]) => tensor);
  const kernel = await runKernel(node, values);
  const truth = referee(node, values, CONTEXT);
  const differing = [...truth].findIndex((value, i) => toBits(value) !== toBits(kernel[i] as number));
  if (differing >= 0) {
    expect.fail(
      `${operator.type} ${JSON.stringify(operator.value)} ${JSON.stringify(node.inputShapes)}: element ${differing} is ${kernel[differing]}, by definition ${truth[differing]}`,
    );
  }
}

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
    for (const shape of [[9], [1], [5, 7], [8, 4], [3, 70], [70, 3], [2, 3, 5], [4, 1, 6], [2, 3, 4, 5]]) {
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

  test('transpose', async () => {
    const cases: [Shape, number[]][] = [
      [
        [5, 7],
        [1, 0],
      ],
      [
        [8, 12],
        [1, 0],
      ],
      [
        [2, 3, 4, 5],
        [0, 2, 1, 3],
      ],
      [
        [2, 3, 4, 5],
        [3, 1, 0, 2],
      ],
      [
        [2, 3, 4, 5],
        [0, 1, 3, 2],
      ],
      [
        [2, 1, 3],
        [2, 1, 0],
      ],
      [
        [2, 3, 2, 3, 2, 2],
        [5, 3, 1, 0, 2, 4],
      ],
    ];
    for (const [shape, permutation] of cases) {
      const output = permutation.map((axis) => shape[axis] as number);
      await expectEqualBits(
        { type: 'transpose', value: { permutation } },
        [[shape, randomTensor(shape, 5)]],
        output,
      );
    }
  });

  test('broadcast', async () => {
    const cases: [Shape, Shape][] = [
      [[], [3]],
      [
        [1, 3],
        [4, 3],
      ],
      [
        [3, 1],
        [3, 5],
      ],
      [
        [2, 1, 3, 1],
        [2, 4, 3, 5],
      ],
      [
        [3, 1, 2, 1],
        [2, 3, 3, 2, 2],
      ],
    ];
    for (const [from, to] of cases) {
      await expectEqualBits({ type: 'broadcast' }, [[from, randomTensor(from, 6)]], to);
    }
  });

  test('gather, segmentSum and oneHot, with indices that are none', async () => {
    for (const width of [1, 3, 8, 13]) {
      const table = [6, width];
      const indices = wholeNumbers(12, 6, width);
      await expectEqualBits(
        { type: 'gather' },
        [
          [table, randomTensor(table, 8)],
          [[3, 4], indices],
        ],
        [3, 4, width],
      );
      const values = [12, width];
      await expectEqualBits(
        { type: 'segmentSum' },
        [
          [values, randomTensor(values, 9, 0)],
          [[12], indices],
        ],
        table,
      );
      const value = { on: toBits(0.75), off: toBits(-2) };
      await expectEqualBits({ type: 'oneHot', value }, [[[12], indices]], [12, width]);
    }
  });
});

test('kernels.generated.ts is what the sources compile to', async () => {
  const written = await readFile(new URL('./kernels.generated.ts', import.meta.url), 'utf8');
  expect(await buildKernels()).toBe(written);
});

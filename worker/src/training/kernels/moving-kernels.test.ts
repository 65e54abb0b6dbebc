import { toBits } from '@plumbline/verification/f32/bits';
import type { Shape } from '@plumbline/verification/graph/types';
import { describe, test } from 'vitest';
import { expectEqualBits, randomTensor, wholeNumbers } from './equal-bits.fixture.ts';

describe('kernels that move values equal element programs bit for bit', () => {
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

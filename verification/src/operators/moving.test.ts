import { describe, expect, test } from 'vitest';
import { toBits } from '../f32/bits.ts';
import type { Operator } from '../graph/types.ts';
import { permute } from '../random/permute.ts';
import { context, indices, node, read, same, seed, tensor } from './definition-cases.fixture.ts';
import { referee } from './referee.ts';
import { elementProgram } from './registry.ts';

const f = Math.fround;

describe('operators that move elements', () => {
  const x = tensor([2, 3, 4], 20);

  test('transpose', () => {
    const found = referee(
      node({ type: 'transpose', value: { permutation: [2, 0, 1] } }, [[2, 3, 4]], [4, 2, 3]),
      [x],
      context,
    );
    same(
      found,
      indices([4, 2, 3]).map(([i, j, k]) => read(x, [2, 3, 4], [j!, k!, i!])),
    );
  });

  test('broadcast', () => {
    const small = tensor([3, 1], 21);
    const found = referee(node({ type: 'broadcast' }, [[3, 1]], [2, 3, 4]), [small], context);
    same(
      found,
      indices([2, 3, 4]).map((at) => read(small, [3, 1], at)),
    );
  });

  test('reshape', () => {
    same(referee(node({ type: 'reshape' }, [[2, 3, 4]], [6, 4]), [x], context), x);
  });
});

describe('operators with indices', () => {
  const wild = Float32Array.of(2, 0, 3, -0, 4, -1, 1.5, NaN, Infinity, 3);

  test('gather gives NaN for an index that is none', () => {
    const table = tensor([4, 3], 30);
    const found = referee(
      node(
        { type: 'gather' },
        [
          [4, 3],
          [2, 5],
        ],
        [2, 5, 3],
      ),
      [table, wild],
      context,
    );
    const valid = (i: number) => Number.isInteger(i) && i >= 0 && i < 4;
    same(
      found,
      [...wild].flatMap((i) => [0, 1, 2].map((d) => (valid(i) ? table[i * 3 + d]! : NaN))),
    );
  });

  test('segmentSum leaves out an index that is none', () => {
    const values = tensor([10, 3], 31);
    const found = referee(node({ type: 'segmentSum' }, [[10, 3], [10]], [4, 3]), [values, wild], context);
    const expected = indices([4, 3]).map(([s, d]) => {
      let total = 0;
      for (let i = 0; i < 10; i++) if (wild[i] === s) total = f(total + values[i * 3 + d!]!);
      return total;
    });
    same(found, expected);
  });

  test('oneHot', () => {
    const operator: Operator = { type: 'oneHot', value: { on: toBits(0.9), off: toBits(0.1) } };
    const found = referee(node(operator, [[10]], [10, 4]), [wild], context);
    same(
      found,
      indices([10, 4]).map(([i, j]) => (wild[i!] === j ? f(0.9) : f(0.1))),
    );
  });
});

describe('operators without inputs', () => {
  test('batch reads the rows that the seed orders', () => {
    const dataset = Float32Array.from({ length: 66 }, (_, i) => i);
    const found = referee(node({ type: 'batch', value: { offset: 1 } }, [], [4, 2, 2]), [], {
      ...context,
      dataset,
    });
    const rows = [0, 1, 2, 3].map((b) => {
      const drawn = 3 * 4 + b;
      return permute(seed, Math.floor(drawn / 11), drawn % 11, 11);
    });
    same(
      found,
      rows.flatMap((row) => [1, 2, 3, 4].map((i) => row * 6 + i)),
    );
  });

  test('step and fill', () => {
    same(referee(node({ type: 'step' }, [], []), [], context), [3]);
    same(referee(node({ type: 'fill', value: { bits: toBits(-7) } }, [], [2]), [], context), [-7, -7]);
  });

  test('state and constant only name a tensor', () => {
    for (const operator of [
      { type: 'state', value: { tensor: 0 } },
      { type: 'constant', value: { root: seed } },
    ] as const) {
      expect(() => elementProgram(node(operator, [], [2]), 0, context)).toThrow(
        expect.objectContaining({ code: 'NoElementProgram' }),
      );
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { context, indices, node, read, same, tensor } from './definition-cases.fixture.ts';
import { referee } from './referee.ts';
import { elementProgram } from './registry.ts';

const f = Math.fround;

describe('reductions', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

  test.each(['sum', 'max'] as const)('%s over any axes, in ascending order', (type) => {
    fc.assert(
      fc.property(shapes, fc.nat(), fc.boolean(), fc.nat(1000), (shape, pick, wild, salt) => {
        const axes = shape.map((_, axis) => axis).filter((axis) => (pick >> axis) & 1);
        fc.pre(axes.length > 0);
        const kept = shape.filter((_, axis) => !axes.includes(axis));
        const x = tensor(shape, salt, wild);
        const found = referee(node({ type, value: { axes } }, [shape], kept), [x], context);
        const groups = new Map<string, number[]>();
        for (const at of indices(shape)) {
          const key = at.filter((_, axis) => !axes.includes(axis)).join();
          groups.set(key, [...(groups.get(key) ?? []), read(x, shape, at)]);
        }
        const reduce = {
          sum: (values: number[]) => values.reduce((total, value) => f(total + value), 0),
          max: (values: number[]) =>
            values.reduce((most, value) =>
              Number.isNaN(most) || Number.isNaN(value) ? NaN : most < value ? value : most,
            ),
        };
        same(
          found,
          indices(kept).map((at) => reduce[type](groups.get(at.join())!)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a sum starts at +0, a maximum does not', () => {
    same(
      referee(node({ type: 'sum', value: { axes: [0] } }, [[2]], []), [Float32Array.of(-0, -0)], context),
      [0],
    );
    same(
      referee(node({ type: 'max', value: { axes: [0] } }, [[2]], []), [Float32Array.of(-3, -2)], context),
      [-2],
    );
  });
});

describe('matmul', () => {
  test('of any shape and transposition rounds after each product and each sum', () => {
    const size = fc.integer({ min: 1, max: 5 });
    const leading = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        leading,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (m, k, n, x, ta, tb, wild) => {
          const aShape = [...x, ...(ta ? [k, m] : [m, k])];
          const bShape = [...x, ...(tb ? [n, k] : [k, n])];
          const [a, b] = [tensor(aShape, m, wild), tensor(bShape, n + 9, wild)];
          const type = node(
            { type: 'matmul', value: { transposeA: ta, transposeB: tb } },
            [aShape, bShape],
            [...x, m, n],
          );
          const expected = indices([...x, m, n]).map((at) => {
            const [lead, i, j] = [at.slice(0, -2), at.at(-2)!, at.at(-1)!];
            let total = 0;
            for (let t = 0; t < k; t++) {
              const left = read(a, aShape, [...lead, ...(ta ? [t, i] : [i, t])]);
              const right = read(b, bShape, [...lead, ...(tb ? [j, t] : [t, j])]);
              total = f(total + f(left * right));
            }
            return total;
          });
          same(referee(type, [a, b], context), expected);
        },
      ),
      { numRuns: 80 },
    );
  });
});

test('a huge reduction is as easy to look into as a small one', () => {
  const shape = [2 ** 14, 2 ** 14];
  const program = elementProgram(node({ type: 'sum', value: { axes: [0, 1] } }, [shape], []), 0, context);
  expect(program.length).toBe(2 ** 28);
  expect(program.instruction(2 ** 28 - 1).sources[1]).toEqual({
    kind: 'operand',
    operand: 0,
    element: 2 ** 28 - 1,
  });
});

import { describe, test } from 'vitest';
import type { Shape } from '../graph/types.ts';
import { context, indices, node, read, SPECIALS, same, tensor } from './definition-cases.fixture.ts';
import { referee } from './referee.ts';

const f = Math.fround;

describe('element-wise operators of one input', () => {
  const reference: Record<string, (x: number) => number> = {
    neg: (x) => -x,
    sqrt: (x) => f(Math.sqrt(x)),
    rsqrt: (x) => f(1 / f(Math.sqrt(x))),
    reciprocal: (x) => f(1 / x),
    square: (x) => f(x * x),
    relu: (x) => (x <= 0 ? 0 : x),
    heaviside: (x) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : 0),
    floor: Math.floor,
    abs: Math.abs,
    logicalNot: (x) => (x === 0 ? 1 : 0),
  };

  test.each(Object.keys(reference))('%s', (name) => {
    const shape = [3, 17];
    const x = tensor(shape, 1);
    const found = referee(node({ type: name as 'neg' }, [shape], shape), [x], context);
    same(found, [...x].map(reference[name]!));
  });
});

describe('element-wise operators of two inputs', () => {
  const reference: Record<string, (a: number, b: number) => number> = {
    add: (a, b) => f(a + b),
    sub: (a, b) => f(a - b),
    mul: (a, b) => f(a * b),
    div: (a, b) => f(a / b),
    maximum: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : a < b ? b : a),
    minimum: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : b < a ? b : a),
    equal: (a, b) => Number(a === b),
    notEqual: (a, b) => Number(a !== b),
    less: (a, b) => Number(a < b),
    lessEqual: (a, b) => Number(a <= b),
    greater: (a, b) => Number(a > b),
    greaterEqual: (a, b) => Number(a >= b),
    logicalAnd: (a, b) => Number(a !== 0 && b !== 0),
    logicalOr: (a, b) => Number(a !== 0 || b !== 0),
  };
  const pairs: [Shape, Shape, Shape][] = [
    [
      [13, 13],
      [13, 13],
      [13, 13],
    ],
    [
      [3, 1, 4],
      [5, 1],
      [3, 5, 4],
    ],
    [[], [2, 3], [2, 3]],
    [[6], [4, 6], [4, 6]],
    [[], [], []],
  ];

  test.each(Object.keys(reference))('%s, with every kind of broadcasting', (name) => {
    for (const [aShape, bShape, shape] of pairs) {
      const [a, b] = [tensor(aShape, 2), tensor(bShape, 3)];
      const found = referee(node({ type: name as 'add' }, [aShape, bShape], shape), [a, b], context);
      same(
        found,
        indices(shape).map((at) => reference[name]!(read(a, aShape, at), read(b, bShape, at))),
      );
    }
    // Every special value against every other.
    const [rows, columns] = [[SPECIALS.length, 1], [SPECIALS.length]];
    const all = Float32Array.from(SPECIALS);
    const found = referee(
      node({ type: name as 'add' }, [rows, columns], [SPECIALS.length, SPECIALS.length]),
      [all, all],
      context,
    );
    same(
      found,
      SPECIALS.flatMap((a) => SPECIALS.map((b) => reference[name]!(f(a), f(b)))),
    );
  });

  test('select takes b only where the condition is ±0', () => {
    const shapes: Shape[] = [
      [5, 1],
      [1, 7],
      [5, 7],
    ];
    const [condition, a, b] = shapes.map((shape, i) => tensor(shape, 4 + i)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    condition.set([0, -0, NaN, 1, 2 ** -149]);
    const found = referee(node({ type: 'select' }, shapes, [5, 7]), [condition, a, b], context);
    same(
      found,
      indices([5, 7]).map((at) =>
        read(condition, [5, 1], at) !== 0 ? read(a, [1, 7], at) : read(b, [5, 7], at),
      ),
    );
  });
});

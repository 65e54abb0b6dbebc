import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialRegisters, openingsOf, runProgram } from '../element/evaluate.ts';
import { toBits } from '../f32/bits.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode, Operator, Shape } from '../graph/types.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { permute } from '../random/permute.ts';
import { philox4x32 } from '../random/philox.ts';
import { DEFINITIONS, definitionOf } from './definitions.ts';
import { referee } from './referee.ts';
import { elementProgram } from './registry.ts';

const seed = blake2b256(Uint8Array.of(7));
const context = { step: 3, seed, rows: 11, batchSize: 4, rowStride: 6 };
const f = Math.fround;

const SPECIALS = [
  0,
  -0,
  1,
  -1,
  Infinity,
  -Infinity,
  NaN,
  2 ** -149,
  -(2 ** -130),
  3.4e38,
  -3.4e38,
  2.5,
  -2.5,
];

/** Values with everything difficult among them. */
function tensor(shape: Shape, salt: number, wild = true): Float32Array {
  return Float32Array.from({ length: elementCount(shape) }, (_, i) => {
    const [word, kind] = philox4x32([salt, 1], [i, 0, 0, 0]);
    if (wild && kind % 4 === 0) return SPECIALS[word % SPECIALS.length]!;
    return (word / 2 ** 32 - 0.5) * 8;
  });
}

function node(operator: Operator, inputShapes: Shape[], shape: Shape): GraphNode {
  return { operator, inputs: inputShapes.map((_, i) => i), inputShapes, shape };
}

/** All index vectors of a shape in row-major order. */
function indices(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((at) => Array.from({ length: size }, (_, i) => [...at, i])),
    [[]],
  );
}

/** The element at `at`, broadcasting aligned at the right. */
function read(values: Float32Array, shape: Shape, at: readonly number[]): number {
  const own = at.slice(at.length - shape.length);
  return values[shape.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : own[axis]!), 0)]!;
}

const bitsOf = (values: Iterable<number>) => [...values].map(toBits);
const same = (found: Float32Array, expected: Iterable<number>) =>
  expect(bitsOf(found)).toEqual(bitsOf(expected));

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

describe('every element program', () => {
  const shapes: Record<string, [Operator, Shape[], Shape]> = {
    batch: [{ type: 'batch', value: { offset: 0 } }, [], [4, 2]],
    fill: [{ type: 'fill', value: { bits: 0 } }, [], [2]],
    step: [{ type: 'step' }, [], []],
    transpose: [{ type: 'transpose', value: { permutation: [1, 0] } }, [[2, 3]], [3, 2]],
    reshape: [{ type: 'reshape' }, [[2, 3]], [6]],
    broadcast: [{ type: 'broadcast' }, [[3]], [2, 3]],
    gather: [{ type: 'gather' }, [[3, 2], [4]], [4, 2]],
    segmentSum: [{ type: 'segmentSum' }, [[4, 2], [4]], [3, 2]],
    oneHot: [{ type: 'oneHot', value: { on: 1, off: 0 } }, [[4]], [4, 3]],
    select: [{ type: 'select' }, [[2], [2], [2]], [2]],
    sum: [{ type: 'sum', value: { axes: [0] } }, [[3, 2]], [2]],
    max: [{ type: 'max', value: { axes: [0] } }, [[3, 2]], [2]],
    matmul: [
      { type: 'matmul', value: { transposeA: false, transposeB: false } },
      [
        [2, 3],
        [3, 2],
      ],
      [2, 2],
    ],
  };
  const walk = { strides: [2, 1], dilations: [1, 2], padding: [1, 0, 2, 1] };
  const [x, y] = [
    [2, 4, 5, 2],
    [2, 2, 4, 3],
  ];
  for (const [type, first, second, shape] of [
    ['conv2d', x, [3, 3, 2, 3], y],
    ['conv2dInputGradient', y, [3, 3, 2, 3], x],
    ['conv2dFilterGradient', x, y, [3, 3, 2, 3]],
    ['depthwiseConv2d', x, [3, 3, 2, 2], [2, 2, 4, 4]],
    ['depthwiseConv2dInputGradient', [2, 2, 4, 4], [3, 3, 2, 2], x],
    ['depthwiseConv2dFilterGradient', x, [2, 2, 4, 4], [3, 3, 2, 2]],
  ] as const) {
    shapes[type] = [{ type, value: walk }, [first, second], shape];
  }
  const window = { window: [3, 2], strides: [2, 1], padding: [1, 0, 0, 1] };
  const pooled = [2, 2, 5, 2];
  Object.assign(shapes, {
    maxPool: [{ type: 'maxPool', value: window }, [x], pooled],
    maxPoolIndex: [{ type: 'maxPoolIndex', value: window }, [x], pooled],
    maxPoolGradient: [{ type: 'maxPoolGradient', value: window }, [pooled, pooled], x],
    avgPool: [{ type: 'avgPool', value: window }, [x], pooled],
    avgPoolGradient: [{ type: 'avgPoolGradient', value: window }, [pooled], x],
    pad: [{ type: 'pad', value: { before: [1, 0], after: [0, 2], bits: 5 } }, [[2, 3]], [3, 5]],
    slice: [{ type: 'slice', value: { begin: [1, 0], strides: [1, 2] } }, [[3, 5]], [2, 3]],
    concat: [
      { type: 'concat', value: { axis: 1 } },
      [
        [2, 1, 2],
        [2, 3, 2],
      ],
      [2, 4, 2],
    ],
    uniform: [{ type: 'uniform', value: { stream: 7 } }, [], [3, 2]],
  });
  const computed = DEFINITIONS.filter(({ name }) => name !== 'state' && name !== 'constant');

  test.each(computed.map(({ name }) => name))('%s keeps to 8 registers, 2 openings and its units', (name) => {
    const { arity } = definitionOf(name);
    const [operator, inputs, shape] = shapes[name] ?? [
      { type: name } as Operator,
      Array<Shape>(arity).fill([5]),
      [5],
    ];
    const some = node(operator, inputs, shape);
    let instructions = 0n;
    for (let element = 0; element < elementCount(shape); element++) {
      const program = elementProgram(some, element, context);
      instructions += BigInt(program.length);
      for (let t = 0; t < program.length; t++) {
        const instruction = program.instruction(t);
        expect(program.instruction(t)).toEqual(instruction);
        expect(openingsOf(instruction, initialRegisters()).length).toBeLessThanOrEqual(2);
      }
      expect(runProgram(program, () => 0).length).toBe(8);
    }
    const units = definitionOf(name).units(some);
    if (name === 'reshape') expect(units).toBe(0n);
    else if (name === 'segmentSum') expect(units).toBe(2n * 8n + 6n);
    else expect(units).toBe(instructions);
  });

  test('does not exist for an element outside, or for a node that makes no sense', () => {
    const [operator, inputs] = shapes.sum!;
    for (const element of [-1, 2, 0.5, NaN]) {
      expect(() => elementProgram(node(operator, inputs, [2]), element, context)).toThrow(
        expect.objectContaining({ code: 'ElementOutOfRange' }),
      );
    }
    expect(() => elementProgram(node(operator, inputs, [3]), 0, context)).toThrow(
      expect.objectContaining({ code: 'WrongOutputShape' }),
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

import { describe, expect, test } from 'vitest';
import { fromBits, toBits } from '../f32/bits.ts';
import { elementCount } from '../graph/shape.ts';
import type { Operator, Shape } from '../graph/types.ts';
import { checkNode } from './check-node.ts';
import { tensor as anyTensor, context, node } from './definition-cases.fixture.ts';
import { referee } from './referee.ts';

const f = Math.fround;

const tensor = (shape: readonly number[], salt: number): Float32Array => anyTensor(shape, salt, false);

/** One value of an image, +0 (or another value) outside it. */
function at(
  values: Float32Array,
  [, h, w, c]: number[],
  b: number,
  y: number,
  x: number,
  k: number,
  none = 0,
) {
  if (y < 0 || x < 0 || y >= h! || x >= w!) return none;
  return values[((b * h! + y) * w! + x) * c! + k]!;
}

describe('convolution', () => {
  const walk = { strides: [2, 1], dilations: [1, 2], padding: [1, 0, 2, 1] };
  const [x, filter, y] = [
    [2, 4, 5, 2],
    [3, 3, 2, 3],
    [2, 2, 4, 3],
  ];

  test('is the sum of products over height, width and channels of the filter, in that order', () => {
    const [images, weights] = [tensor(x, 1), tensor(filter, 2)];
    const found = referee(node({ type: 'conv2d', value: walk }, [x, filter], y), [images, weights], context);
    const expected: number[] = [];
    for (let b = 0; b < 2; b++)
      for (let oy = 0; oy < 2; oy++)
        for (let ox = 0; ox < 4; ox++)
          for (let m = 0; m < 3; m++) {
            let total = 0;
            for (let ky = 0; ky < 3; ky++)
              for (let kx = 0; kx < 3; kx++)
                for (let c = 0; c < 2; c++) {
                  const value = at(images, x, b, 2 * oy + ky - 1, ox + 2 * kx - 2, c);
                  total = f(total + f(value * weights[((ky * 3 + kx) * 2 + c) * 3 + m]!));
                }
            expected.push(total);
          }
    expect([...found].map(toBits)).toEqual(expected.map(toBits));
  });

  test('has gradients that are its transposes: <dy, conv(x, f)> = <dx, x> = <df, f>', () => {
    const [images, weights, dy] = [tensor(x, 1), tensor(filter, 2), tensor(y, 3)];
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    for (const [prefix, filters, result] of [
      ['conv2d', filter, y],
      ['depthwiseConv2d', [3, 3, 2, 2], [2, 2, 4, 4]],
    ] as const) {
      const own = prefix === 'conv2d' ? weights : tensor(filters, 4);
      const gradient = prefix === 'conv2d' ? dy : tensor(result, 5);
      const run = (
        suffix: '' | 'InputGradient' | 'FilterGradient',
        shapes: Shape[],
        shape: Shape,
        operands: Float32Array[],
      ) =>
        referee(
          node({ type: `${prefix}${suffix}`, value: walk } as Operator, shapes, shape),
          operands,
          context,
        );
      const forward = dot(run('', [x, filters], result, [images, own]), gradient);
      const dx = run('InputGradient', [result, filters], x, [gradient, own]);
      const df = run('FilterGradient', [x, result], filters, [images, gradient]);
      expect(dot(dx, images)).toBeCloseTo(forward, 1);
      expect(dot(df, own)).toBeCloseTo(forward, 1);
    }
  });

  test('counts a value in the padding as +0, so an infinite weight on it gives NaN', () => {
    const walkOnce = { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 1, 0] };
    const shapes = [
      [1, 1, 2, 1],
      [1, 2, 1, 1],
    ];
    const operands = [Float32Array.of(1, 2), Float32Array.of(Infinity, 1)];
    const found = referee(node({ type: 'conv2d', value: walkOnce }, shapes, [1, 1, 2, 1]), operands, context);
    expect([...found]).toEqual([NaN, Infinity]);
  });

  test.each([
    ['a stride of 0', { ...walk, strides: [0, 1] }, y, 'BadAttribute'],
    ['one stride', { ...walk, strides: [1] }, y, 'BadAttribute'],
    ['three paddings', { ...walk, padding: [1, 1, 1] }, y, 'BadAttribute'],
    ['a filter that is larger than the image', { ...walk, dilations: [9, 9] }, y, 'WrongInputShape'],
    ['padding without end', { ...walk, padding: [2 ** 31, 0, 0, 0] }, y, 'WrongInputShape'],
    ['another result', walk, [2, 2, 4, 4], 'WrongOutputShape'],
  ])('is refused with %s', (_, value, shape, code) => {
    expect(() => checkNode(node({ type: 'conv2d', value }, [x, filter], shape))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('pooling', () => {
  const window = { window: [2, 3], strides: [1, 2], padding: [1, 0, 1, 1] };
  const [x, y] = [
    [1, 3, 5, 2],
    [1, 3, 3, 2],
  ];
  const taps = [0, 1, 2, 3, 4, 5].map((i) => [Math.floor(i / 3) - 1, (i % 3) - 1] as const);
  const images = Float32Array.from(tensor(x, 6), (value) => Math.round(value));

  /** Values of the window at each output position, with what lies in the padding left out. */
  const windows = [0, 1, 2].flatMap((oy) =>
    [0, 1, 2].flatMap((ox) =>
      [0, 1].map((c) =>
        taps.map(([dy, dx]) => at(images, x, 0, oy + dy, 2 * ox + dx, c, Number.NEGATIVE_INFINITY)),
      ),
    ),
  );

  test('takes the largest value, says which it was, the first of equals, and gives that one the gradient', () => {
    const run = (type: 'maxPool' | 'maxPoolIndex') =>
      referee(node({ type, value: window }, [x], y), [images], context);
    expect([...run('maxPool')]).toEqual(windows.map((values) => Math.max(...values)));
    const indices = run('maxPoolIndex');
    expect([...indices]).toEqual(windows.map((values) => values.indexOf(Math.max(...values))));
    const dy = tensor(y, 7).map((value) => Math.round(value));
    const dx = referee(node({ type: 'maxPoolGradient', value: window }, [y, y], x), [dy, indices], context);
    const expected = new Float32Array(elementCount(x));
    dy.forEach((value, i) => {
      const [oy, ox, c] = [Math.floor(i / 6), Math.floor(i / 2) % 3, i % 2];
      const [down, right] = taps[indices[i]!]!;
      const place = ((oy + down) * 5 + 2 * ox + right) * 2 + c;
      expected[place] = expected[place]! + value;
    });
    expect([...dx]).toEqual([...expected]);
  });

  test('averages what does not lie in the padding', () => {
    const found = referee(node({ type: 'avgPool', value: window }, [x], y), [images], context);
    const expected = windows.map((values) => {
      const own = values.filter(Number.isFinite);
      return f(own.reduce((sum, value) => sum + value, 0) / own.length);
    });
    expect([...found]).toEqual(expected);
    const dy = tensor(y, 8);
    const dx = referee(node({ type: 'avgPoolGradient', value: window }, [y], x), [dy], context);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(dot(dx, images)).toBeCloseTo(dot(found, dy), 3);
  });

  test('carries NaN', () => {
    const shapes = [[1, 1, 2, 1]];
    const value = { window: [1, 2], strides: [1, 1], padding: [0, 0, 0, 0] };
    for (const operand of [Float32Array.of(NaN, 1), Float32Array.of(1, NaN)]) {
      const found = referee(node({ type: 'maxPool', value }, shapes, [1, 1, 1, 1]), [operand], context);
      expect([...found]).toEqual([NaN]);
    }
  });

  test('is refused where a window would hold nothing but padding', () => {
    const value = { window: [2, 2], strides: [2, 2], padding: [2, 0, 0, 0] };
    expect(() => checkNode(node({ type: 'maxPool', value }, [[1, 4, 4, 1]], [1, 3, 2, 1]))).toThrow(
      expect.objectContaining({ code: 'BadAttribute' }),
    );
  });
});

describe('pieces', () => {
  const x = Float32Array.from({ length: 6 }, (_, i) => i);

  test('pad, slice and concat', () => {
    const bits = toBits(9);
    const pad: Operator = { type: 'pad', value: { before: [1, 0], after: [0, 1], bits } };
    expect([...referee(node(pad, [[2, 3]], [3, 4]), [x], context)]).toEqual([
      9, 9, 9, 9, 0, 1, 2, 9, 3, 4, 5, 9,
    ]);
    const slice: Operator = { type: 'slice', value: { begin: [0, 1], strides: [1, 1] } };
    expect([...referee(node(slice, [[2, 3]], [2, 2]), [x], context)]).toEqual([1, 2, 4, 5]);
    const every: Operator = { type: 'slice', value: { begin: [0, 0], strides: [1, 2] } };
    expect([...referee(node(every, [[2, 3]], [2, 2]), [x], context)]).toEqual([0, 2, 3, 5]);
    const concat: Operator = { type: 'concat', value: { axis: 1 } };
    const shapes = [
      [2, 1],
      [2, 3],
    ];
    expect([...referee(node(concat, shapes, [2, 4]), [Float32Array.of(7, 8), x], context)]).toEqual([
      7, 0, 1, 2, 8, 3, 4, 5,
    ]);
  });

  test('are refused outside of what they are pieces of', () => {
    const slice: Operator = { type: 'slice', value: { begin: [0, 2], strides: [1, 1] } };
    expect(() => checkNode(node(slice, [[2, 3]], [2, 2]))).toThrow(
      expect.objectContaining({ code: 'BadAttribute' }),
    );
    const pad: Operator = { type: 'pad', value: { before: [0], after: [0, 2 ** 32 - 1], bits: 0 } };
    expect(() => checkNode(node(pad, [[2, 3]], [2, 3]))).toThrow(
      expect.objectContaining({ code: 'BadAttribute' }),
    );
    const concat: Operator = { type: 'concat', value: { axis: 2 } };
    expect(() => checkNode(node(concat, [[2], [2]], [4]))).toThrow(
      expect.objectContaining({ code: 'WrongInputShape' }),
    );
  });
});

test('uniform draws others in each step and stream, spread evenly over [0, 1)', () => {
  const draw = (stream: number, step: number) =>
    referee(node({ type: 'uniform', value: { stream } }, [], [1000]), [], { ...context, step });
  const first = draw(0, 0);
  expect(draw(0, 0)).toEqual(first);
  for (const other of [draw(1, 0), draw(0, 1)]) {
    expect(other.filter((value, i) => value === first[i]).length).toBeLessThan(5);
  }
  expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...first)).toBeLessThan(1);
  expect(first.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
  expect(fromBits(toBits(first[0]!))).toBe(first[0]);
});

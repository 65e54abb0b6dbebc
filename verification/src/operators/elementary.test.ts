import { describe, expect, test } from 'vitest';
import { REFERENCES, ulps } from '../../test/operators/references.ts';
import { runProgram } from '../element/evaluate.ts';
import { fromBits, toBits } from '../f32/bits.ts';
import type { GraphNode, PlainOperatorName } from '../graph/types.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { elementProgram } from './registry.ts';

const context = { step: 0, seed: blake2b256(), rows: 1, batchSize: 1, rowStride: 1 };

/** The function that a unary operator defines, on f32 values. */
function defined(name: PlainOperatorName): (x: number) => number {
  const node: GraphNode = { operator: { type: name }, inputs: [0], inputShapes: [[]], shape: [] };
  const program = elementProgram(node, 0, context);
  return (x) => fromBits(runProgram(program, () => toBits(x))[0]!);
}

/** Every f32 with these leading bits varied evenly, both signs, subnormals and the largest included. */
function* everywhere(stride: number): Generator<number> {
  for (let bits = 0; bits < 0x7f80_0000; bits += stride) {
    yield fromBits(bits);
    yield fromBits((bits | 0x8000_0000) >>> 0);
  }
}

function* between(low: number, high: number, count: number): Generator<number> {
  for (let i = 0; i <= count; i++) yield Math.fround(low + ((high - low) * i) / count);
}

function worst(f: (x: number) => number, truth: (x: number) => number, points: Iterable<number>): number {
  let most = 0;
  for (const x of points) most = Math.max(most, ulps(f(x), truth(x)));
  return most;
}

// Every point runs a whole element program, so there are few; `npm run check:ulp` looks at many more.
const STRIDE = 1_000_003;

describe('within 2 ulp of the true value everywhere, subnormal, tiny and huge arguments included', () => {
  test.each(Object.entries(REFERENCES))('%s', (name, truth) => {
    const f = defined(name as PlainOperatorName);
    expect(worst(f, truth, everywhere(STRIDE))).toBeLessThanOrEqual(2);
    expect(worst(f, truth, between(-16, 16, 4000))).toBeLessThanOrEqual(2);
    expect(worst(f, truth, between(-1, 1, 2000))).toBeLessThanOrEqual(2);
    expect(worst(f, truth, between(-104, 89, 2000))).toBeLessThanOrEqual(2);
    expect(f(Number.NaN)).toBeNaN();
  });
});

describe('what is exact', () => {
  test.each<[PlainOperatorName, [number, number][]]>([
    [
      'sin',
      [
        [0, 0],
        [-0, -0],
        [Infinity, NaN],
        [-Infinity, NaN],
        [2 ** -140, 2 ** -140],
      ],
    ],
    [
      'cos',
      [
        [0, 1],
        [-0, 1],
        [Infinity, NaN],
        [-Infinity, NaN],
      ],
    ],
    [
      'tan',
      [
        [0, 0],
        [-0, -0],
        [Infinity, NaN],
        [2 ** -140, 2 ** -140],
      ],
    ],
    [
      'erf',
      [
        [0, 0],
        [-0, -0],
        [Infinity, 1],
        [-Infinity, -1],
        [5, 1],
      ],
    ],
    [
      'gelu',
      [
        [0, 0],
        [-0, -0],
        [Infinity, Infinity],
        [-Infinity, 0],
        [1e30, 1e30],
      ],
    ],
    [
      'geluTanh',
      [
        [0, 0],
        [Infinity, Infinity],
        [-Infinity, 0],
        [1e30, 1e30],
      ],
    ],
    [
      'expm1',
      [
        [0, 0],
        [-0, -0],
        [Infinity, Infinity],
        [-Infinity, -1],
        [2 ** -140, 2 ** -140],
      ],
    ],
    [
      'log1p',
      [
        [0, 0],
        [-0, -0],
        [-1, -Infinity],
        [Infinity, Infinity],
        [-2, NaN],
      ],
    ],
    [
      'softplus',
      [
        [Infinity, Infinity],
        [-Infinity, 0],
        [1e30, 1e30],
      ],
    ],
  ])('%s', (name, cases) => {
    const f = defined(name);
    for (const [x, y] of cases) expect([x, f(Math.fround(x))]).toEqual([x, Math.fround(y)]);
  });
});

test('angles next to multiples of a quarter turn keep their last bits', () => {
  // The f32 that come nearest to a multiple of π/2, and others far out.
  for (const x of [1.5707964, Math.PI, 16367173 * 2 ** 72, 2 ** 127, 3.4028235e38, 63.99999, 64, 1e22]) {
    for (const name of ['sin', 'cos', 'tan'] as const) {
      for (const angle of [Math.fround(x), -Math.fround(x)]) {
        expect(ulps(defined(name)(angle), REFERENCES[name](angle))).toBeLessThanOrEqual(2);
      }
    }
  }
});

describe('pow', () => {
  const node: GraphNode = { operator: { type: 'pow' }, inputs: [0, 1], inputShapes: [[], []], shape: [] };
  const program = elementProgram(node, 0, context);
  const pow = (x: number, y: number) =>
    fromBits(runProgram(program, (operand) => toBits(operand === 0 ? x : y))[0]!);

  test('of special values is that of IEEE 754, NaN but for exponent 0', () => {
    const special = [0, 1, 2, 0.5, 3, 1.5, 2 ** -149, 3e38, 16777215, 16777216, Infinity].flatMap((x) => [
      x,
      -x,
    ]);
    for (const x of [...special, NaN]) {
      for (const y of [...special, NaN]) {
        const [a, b] = [Math.fround(x), Math.fround(y)];
        const truth = Math.abs(a) === 1 && Math.abs(b) === Infinity ? 1 : a ** b;
        const found = pow(a, b);
        if (Number.isNaN(truth)) expect([a, b, found]).toEqual([a, b, NaN]);
        else expect([a, b, ulps(found, truth) <= 2]).toEqual([a, b, true]);
        if (truth === 0) expect([a, b, found]).toEqual([a, b, truth]);
      }
    }
  });

  test('is within 2 ulp, also where small bases have huge exponents', () => {
    let most = 0;
    for (let i = 1; i < 4000; i++) {
      const base = Math.fround(
        i % 2
          ? 1 + ((i * 7919) % 4001) / 2 ** (i % 23) / 4001
          : 2 ** (((i * 31) % 277) - 149) * (1 + i / 4000),
      );
      const exponent = Math.fround((((i * 104729) % 2089) / 1044.5 - 1) * (100 / (Math.log(base) || 1)));
      most = Math.max(most, ulps(pow(base, exponent), base ** exponent));
    }
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('exp', () => {
  const exp = defined('exp');
  test('is right where it is exact', () => {
    const cases = [
      [0, 1],
      [-0, 1],
      [Infinity, Infinity],
      [-Infinity, 0],
      [-104, 0],
      [-1e30, 0],
      [89, Infinity],
      [1e30, Infinity],
    ];
    for (const [x, y] of cases) expect(Object.is(exp(x!), y)).toBe(true);
    expect(exp(NaN)).toBeNaN();
    expect(exp(-103.2)).toBe(2 ** -149);
  });
});

describe('log', () => {
  const log = defined('log');
  test('is right where it is exact', () => {
    const cases = [
      [1, 0],
      [0, -Infinity],
      [-0, -Infinity],
      [Infinity, Infinity],
    ];
    for (const [x, y] of cases) expect(Object.is(log(x!), y)).toBe(true);
    for (const x of [-1, -(2 ** -149), -Infinity, NaN]) expect(log(x)).toBeNaN();
  });
});

describe('tanh', () => {
  const tanh = defined('tanh');
  test('is right where it is exact', () => {
    for (const [x, y] of [
      [0, 0],
      [-0, -0],
      [Infinity, 1],
      [-Infinity, -1],
      [50, 1],
      [-50, -1],
    ]) {
      expect(Object.is(tanh(x!), y)).toBe(true);
    }
    expect(tanh(NaN)).toBeNaN();
  });
});

describe('sigmoid', () => {
  const sigmoid = defined('sigmoid');
  test('is right where it is exact', () => {
    for (const [x, y] of [
      [0, 0.5],
      [-0, 0.5],
      [Infinity, 1],
      [-Infinity, 0],
      [100, 1],
    ]) {
      expect(Object.is(sigmoid(x!), y)).toBe(true);
    }
    expect(sigmoid(NaN)).toBeNaN();
  });
});

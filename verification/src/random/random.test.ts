import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchAddress, batchRows, exampleRow } from '../data/batch.ts';
import { fromBits, toBits } from '../f32/bits.ts';
import type { Init } from '../graph/types.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { initialElement, initialTensor } from '../init/initial.ts';
import { permute } from './permute.ts';
import { philox4x32, philoxKey } from './philox.ts';
import { drawIntervals } from './sample.ts';

const seed = blake2b256(Uint8Array.of(1, 2, 3));

describe('Philox4x32-10', () => {
  test('gives the published answers of Random123', () => {
    const ff = 0xffff_ffff;
    expect(philox4x32([0, 0], [0, 0, 0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox4x32([ff, ff], [ff, ff, ff, ff])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
    expect(philox4x32([0xa4093822, 0x299f31d0], [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  test('has a key of its own for each purpose', () => {
    expect(philoxKey(seed, 'init')).not.toEqual(philoxKey(seed, 'order'));
    expect(philoxKey(seed, 'intervals', Uint8Array.of(1))).not.toEqual(philoxKey(seed, 'intervals'));
  });
});

describe('permute', () => {
  test('is a bijection for many sizes', () => {
    for (const rows of [1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1000, 1025]) {
      const image = new Set(Array.from({ length: rows }, (_, i) => permute(seed, 3, i, rows)));
      expect(image.size).toBe(rows);
      for (const value of image) expect(value >= 0 && value < rows).toBe(true);
    }
  });

  test('orders each epoch and each seed differently', () => {
    const order = (s: Uint8Array, epoch: number) =>
      Array.from({ length: 50 }, (_, i) => permute(s, epoch, i, 50));
    expect(order(seed, 0)).not.toEqual(order(seed, 1));
    expect(order(seed, 0)).not.toEqual(order(blake2b256(seed), 0));
  });

  test('reaches up to 2^32 rows and refuses what is outside', () => {
    expect(permute(seed, 0, 2 ** 32 - 1, 2 ** 32)).toBeLessThan(2 ** 32);
    for (const [index, rows] of [
      [5, 5],
      [-1, 5],
      [0, 0],
      [0, 2 ** 33],
      [0, 1.5],
    ] as const) {
      expect(() => permute(seed, 0, index, rows)).toThrow(RangeError);
    }
  });
});

describe('batches', () => {
  test('show every example once an epoch', () => {
    const order = { seed, rows: 12, batchSize: 4 };
    const epoch = (first: number) => [0, 1, 2].flatMap((s) => batchRows({ ...order, step: first + s }));
    expect(epoch(0).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(epoch(3)).not.toEqual(epoch(0));
    expect([...epoch(3)].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  test('are addressed value by value', () => {
    const order = { seed, rows: 10, batchSize: 3, step: 7, rowStride: 5 };
    for (let position = 0; position < 3; position++) {
      for (let within = 0; within < 2; within++) {
        const row = exampleRow(seed, 7, position, 3, 10);
        expect(batchAddress(order, 3, 2, position * 2 + within)).toBe(row * 5 + 3 + within);
      }
    }
  });
});

describe('intervals to replay', () => {
  const account = (byte: number) => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`;

  test('are distinct, ascending, in range and as many as asked', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(220), fc.nat(255), (intervals, count, who) => {
        const drawn = drawIntervals(seed, account(who), intervals, count);
        expect(drawn.length).toBe(Math.min(count, intervals));
        expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
        expect(drawn.every((i) => i >= 0 && i < intervals)).toBe(true);
      }),
    );
  });

  test('differ between accounts and blocks, and none is favoured', () => {
    expect(drawIntervals(seed, account(1), 1000, 5)).not.toEqual(drawIntervals(seed, account(2), 1000, 5));
    const hits = new Array<number>(8).fill(0);
    for (let i = 0; i < 800; i++) {
      for (const drawn of drawIntervals(blake2b256(Uint8Array.of(i, i >> 8)), account(1), 8, 2))
        hits[drawn]!++;
    }
    for (const count of hits) expect(Math.abs(count - 200)).toBeLessThan(60);
  });
});

describe('initial weights', () => {
  const init: Record<string, Init> = {
    fill: { type: 'Fill', value: { bits: toBits(1.5) } },
    uniform: { type: 'Uniform', value: { low: toBits(-0.5), high: toBits(0.25) } },
    normal: { type: 'Normal', value: { mean: toBits(1), deviation: toBits(0.1) } },
  };

  test('are the same element by element and as a tensor', () => {
    for (const rule of Object.values(init)) {
      const tensor = initialTensor(rule, seed, 3, [4, 5]);
      tensor.forEach((value, i) => {
        expect(initialElement(rule, seed, 3, i)).toBe(toBits(value));
      });
    }
    expect(initialTensor(init.normal!, seed, 3, [5])).not.toEqual(initialTensor(init.normal!, seed, 4, [5]));
  });

  test('have the range, mean and deviation that the rule says', () => {
    const uniform = initialTensor(init.uniform!, seed, 0, [20_000]);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.max(...uniform)).toBeLessThanOrEqual(0.25);
    expect(uniform.reduce((a, b) => a + b) / 20_000).toBeCloseTo(-0.125, 1);
    const normal = initialTensor(init.normal!, seed, 0, [20_000]);
    const mean = normal.reduce((a, b) => a + b) / 20_000;
    const variance = normal.reduce((a, b) => a + (b - mean) ** 2, 0) / 20_000;
    expect(mean).toBeCloseTo(1, 2);
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
    expect(fromBits(initialElement(init.fill!, seed, 0, 9))).toBe(1.5);
  });
});

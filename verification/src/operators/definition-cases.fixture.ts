import assert from 'node:assert/strict';
import { toBits } from '../f32/bits.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode, Operator, Shape } from '../graph/types.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { philox4x32 } from '../random/philox.ts';

export const seed = blake2b256(Uint8Array.of(7));
/** Where the nodes of these tests stand in a training. */
export const context = { step: 3, seed, rows: 11, batchSize: 4, rowStride: 6 };

export const SPECIALS = [
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
export function tensor(shape: Shape, salt: number, wild = true): Float32Array {
  return Float32Array.from({ length: elementCount(shape) }, (_, i) => {
    const [word, kind] = philox4x32([salt, 1], [i, 0, 0, 0]);
    if (wild && kind % 4 === 0) return SPECIALS[word % SPECIALS.length] as number;
    return (word / 2 ** 32 - 0.5) * 8;
  });
}

export function node(operator: Operator, inputShapes: Shape[], shape: Shape): GraphNode {
  return { operator, inputs: inputShapes.map((_, i) => i), inputShapes, shape };
}

/** All index vectors of a shape in row-major order. */
export function indices(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((at) => Array.from({ length: size }, (_, i) => [...at, i])),
    [[]],
  );
}

/** The element at `at`, broadcasting aligned at the right. */
export function read(values: Float32Array, shape: Shape, at: readonly number[]): number {
  const own = at.slice(at.length - shape.length);
  const place = shape.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : (own[axis] as number)), 0);
  return values[place] as number;
}

/** Fails unless all values have the same bits. */
export function same(found: Float32Array, expected: Iterable<number>): void {
  assert.deepEqual([...found].map(toBits), [...expected].map(toBits));
}

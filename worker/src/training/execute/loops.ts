import type { Shape } from '@plumbline/verification/graph/types';

/** A dense result walked in nested loops, with the stride in bytes of each operand at each level. */
export interface Loops {
  readonly sizes: number[];
  /** By operand, then by level. */
  readonly strides: number[][];
}

/** Bytes of one value. */
export const VALUE_BYTES = 4;

/**
 * The fewest loops that visit `shape` in row-major order when operand o moves by `strides[o][axis]` elements:
 * axes of size 1 go, and an axis is joined to the one inside it where every operand simply runs on.
 */
export function mergeLoops(shape: Shape, strides: readonly (readonly number[])[]): Loops {
  const sizes: number[] = [];
  const merged: number[][] = strides.map(() => []);
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const last = sizes.length - 1;
    const steps = strides.map((operand) => (operand[axis] ?? 0) * VALUE_BYTES);
    if (last >= 0 && merged.every((operand, o) => operand[last] === (steps[o] ?? 0) * size)) {
      sizes[last] = (sizes[last] ?? 1) * size;
      merged.forEach((operand, o) => {
        operand[last] = steps[o] ?? 0;
      });
      return;
    }
    sizes.push(size);
    merged.forEach((operand, o) => {
      operand.push(steps[o] ?? 0);
    });
  });
  return { sizes, strides: merged };
}

/** One kernel call over `depth` loops. */
export interface LoopCall {
  /** Byte offset of each operand. */
  readonly offsets: number[];
  /** Byte offset of the result. */
  readonly target: number;
  readonly sizes: number[];
  readonly strides: number[][];
}

/** Cuts loops into kernel calls of exactly `depth` levels: outer ones are unrolled, missing ones have size 1. */
export function loopCalls({ sizes, strides }: Loops, depth: number): LoopCall[] {
  const outer = Math.max(0, sizes.length - depth);
  const missing = Math.max(0, depth - sizes.length);
  const inner = [...new Array<number>(missing).fill(1), ...sizes.slice(outer)];
  const innerStrides = strides.map((operand) => [
    ...new Array<number>(missing).fill(0),
    ...operand.slice(outer),
  ]);
  const bytes = inner.reduce((product, size) => product * size, VALUE_BYTES);
  let offsets = [strides.map(() => 0)];
  for (let level = 0; level < outer; level++) {
    offsets = offsets.flatMap((base) =>
      Array.from({ length: sizes[level] ?? 1 }, (_, i) =>
        base.map((offset, o) => offset + i * (strides[o]?.[level] ?? 0)),
      ),
    );
  }
  return offsets.map((base, i) => ({
    offsets: base,
    target: i * bytes,
    sizes: inner,
    strides: innerStrides,
  }));
}

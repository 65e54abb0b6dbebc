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

/** Loops cut into calls of a kernel that loops over some levels itself. */
export interface LoopCalls {
  /** Levels that the kernel is given; the missing ones have size 1. */
  readonly sizes: readonly number[];
  readonly strides: readonly (readonly number[])[];
  /** Calls `call` for each round of the outer levels, with the byte offsets of the operands and of the result. */
  run(call: (offsets: readonly number[], target: number) => void): void;
}

/** Leaves the innermost `depth` levels to the kernel. Offsets are worked out while running, so nothing is stored. */
export function loopCalls({ sizes, strides }: Loops, depth: number): LoopCalls {
  const outer = Math.max(0, sizes.length - depth);
  const missing = Math.max(0, depth - sizes.length);
  const padded = (values: readonly number[], filler: number): number[] => [
    ...new Array<number>(missing).fill(filler),
    ...values.slice(outer),
  ];
  const inner = padded(sizes, 1);
  const bytes = inner.reduce((product, size) => product * size, VALUE_BYTES);
  const rounds = sizes.slice(0, outer).reduce((product, size) => product * size, 1);
  const start = strides.map(() => 0);
  return {
    sizes: inner,
    strides: strides.map((operand) => padded(operand, 0)),
    run(call) {
      if (rounds === 1) {
        call(start, 0);
        return;
      }
      const offsets = strides.map(() => 0);
      for (let round = 0; round < rounds; round++) {
        offsets.fill(0);
        let rest = round;
        for (let level = outer - 1; level >= 0; level--) {
          const size = sizes[level] ?? 1;
          for (let o = 0; o < strides.length; o++) {
            offsets[o] = (offsets[o] ?? 0) + (rest % size) * (strides[o]?.[level] ?? 0);
          }
          rest = Math.floor(rest / size);
        }
        call(offsets, round * bytes);
      }
    },
  };
}

import { toBits } from '@plumbline/verification/f32/bits';
import type { Shape } from '@plumbline/verification/graph/types';
import type { Draw } from './draw.ts';
import type { Size } from './operator-case.ts';

/** Elements of the other axes of a large tensor. */
export const LARGE = 4_099;

/** A shape of one to five axes, or a large one. */
export function anyShape(draw: Draw, size: Size): number[] {
  return size === 'large' ? [draw.whole(5, 9), LARGE] : draw.shape(draw.whole(1, 5));
}

/** A shape that broadcasts to `shape`. */
export function narrowed(draw: Draw, shape: Shape): number[] {
  return shape.slice(draw.whole(0, shape.length)).map((size) => (draw.word() % 3 === 0 ? 1 : size));
}

/** Bits of a value at random. */
export function bits(draw: Draw): number {
  return toBits(draw.tensor([1])[0] as number);
}

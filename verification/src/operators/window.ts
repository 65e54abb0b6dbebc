import { MAX_EXTENT } from '../graph/limits.ts';
import { showShape } from '../graph/shape.ts';
import type { Shape, Walk } from '../graph/types.ts';
import { ShapeError } from './definition.ts';

/** Batch, height, width, channels. */
export type Image = readonly [number, number, number, number];

/** One axis, height or width, along which taps walk: `outputs` positions, each with `taps` taps over `inputs` values. */
export interface Axis {
  readonly inputs: number;
  readonly outputs: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

/** Where tap `tap` of output position `output` lies among the inputs; -1 when it lies in the padding. */
export function inputOf(axis: Axis, output: number, tap: number): number {
  const at = output * axis.stride + tap * axis.dilation - axis.before;
  return at >= 0 && at < axis.inputs ? at : -1;
}

/** The output position whose tap `tap` lies at `input`; -1 when there is none. */
export function outputOf(axis: Axis, input: number, tap: number): number {
  const at = input + axis.before - tap * axis.dilation;
  if (at < 0 || at % axis.stride !== 0) return -1;
  const output = at / axis.stride;
  return output < axis.outputs ? output : -1;
}

/** A tensor of four axes. Throws `ShapeError`. */
export function imageShape(shape: Shape, what: string): Image {
  if (shape.length !== 4) {
    throw new ShapeError('WrongInputShape', `${what} has four axes, not ${showShape(shape)}.`);
  }
  return shape as unknown as Image;
}

/** Height and width of a walk of `taps` = [height, width] over `inputs` = [height, width]. Throws `ShapeError`. */
export function walkAxes(walk: Walk, inputs: readonly number[], taps: readonly number[]): [Axis, Axis] {
  const { strides, dilations, padding } = walk;
  const counts = [strides.length, dilations.length, taps.length, padding.length / 2];
  const positive = [...strides, ...dilations, ...taps].every((size) => size >= 1 && size <= MAX_EXTENT);
  if (counts.some((count) => count !== 2) || !positive) {
    throw new ShapeError(
      'BadAttribute',
      `Strides [${strides}], dilations [${dilations}] and taps [${taps}] are two numbers from 1 to ${MAX_EXTENT} each, the padding [${padding}] four.`,
    );
  }
  return [axisOf(walk, inputs, taps, 0), axisOf(walk, inputs, taps, 1)];
}

function axisOf(walk: Walk, sizes: readonly number[], allTaps: readonly number[], which: 0 | 1): Axis {
  const [inputs = 0, taps = 0] = [sizes[which], allTaps[which]];
  const [stride = 1, dilation = 1] = [walk.strides[which], walk.dilations[which]];
  const [before = 0, after = 0] = walk.padding.slice(2 * which);
  const padded = before + inputs + after;
  const reach = (taps - 1) * dilation + 1;
  if (padded > MAX_EXTENT || reach > padded) {
    throw new ShapeError(
      'WrongInputShape',
      `${taps} taps, ${dilation} apart, do not fit into ${before} + ${inputs} + ${after} positions (at most ${MAX_EXTENT}).`,
    );
  }
  return { inputs, outputs: Math.floor((padded - reach) / stride) + 1, taps, stride, dilation, before };
}

/** Row-major coordinates of an element in four axes. */
export function coordinates(element: number, [, height, width, depth]: Image): Image {
  const row = Math.floor(element / depth);
  const column = Math.floor(row / width);
  return [Math.floor(column / height), column % height, row % width, element % depth];
}

/** Row-major element at coordinates in four axes. */
export function elementAt([, height, width, depth]: Image, [a, b, c, d]: Image): number {
  return ((a * height + b) * width + c) * depth + d;
}

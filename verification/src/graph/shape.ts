import type { Shape } from './types.ts';

/** Number of elements; 1 for a scalar. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** `[2,3]`, as messages show shapes. */
export function showShape(shape: Shape): string {
  return `[${shape.join(',')}]`;
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}

/** Strides that read `input` as if it were broadcast to `output` (aligned at the right): 0 on repeated axes. */
export function broadcastStrides(input: Shape, output: Shape): number[] {
  const own = stridesOf(input);
  const offset = output.length - input.length;
  return output.map((_, axis) =>
    axis < offset || input[axis - offset] === 1 ? 0 : (own[axis - offset] as number),
  );
}

/** Position of row-major element `element` of `shape` in a layout with these strides. */
export function locate(element: number, shape: Shape, strides: readonly number[]): number {
  let rest = element;
  let position = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    position += (rest % size) * (strides[axis] as number);
    rest = Math.floor(rest / size);
  }
  return position;
}

/** Whether `input` can be broadcast to `output` (aligned at the right, sizes equal or 1). */
export function broadcastsTo(input: Shape, output: Shape): boolean {
  const offset = output.length - input.length;
  return offset >= 0 && input.every((size, axis) => size === 1 || size === output[axis + offset]);
}

/** The shape that inputs broadcast to together, or undefined when they do not fit. */
export function broadcastShape(inputs: readonly Shape[]): number[] | undefined {
  const rank = Math.max(0, ...inputs.map((shape) => shape.length));
  const output = new Array<number>(rank).fill(1);
  for (const shape of inputs) {
    const offset = rank - shape.length;
    for (let axis = 0; axis < shape.length; axis++) {
      const size = shape[axis] as number;
      if (size === 1) continue;
      const known = output[axis + offset] as number;
      if (known !== 1 && known !== size) return undefined;
      output[axis + offset] = size;
    }
  }
  return output;
}

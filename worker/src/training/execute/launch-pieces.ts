import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount, stridesOf } from '@plumbline/verification/graph/shape';
import type { Shape } from '@plumbline/verification/graph/types';
import type { Launch, LaunchContext } from './launch-context.ts';
import { launchCopy } from './launch-copy.ts';
import { loopCalls, mergeLoops, VALUE_BYTES } from './loops.ts';

/** Levels that the spreading kernel loops over. */
const SPREAD_LOOPS = 4;

/** Input `index`, dense, written into the output at these strides in elements, from element `start` on. */
function launchSpread(
  shape: Shape,
  strides: readonly number[],
  start: number,
  { kernels, inputs, output }: LaunchContext,
  index: number,
): Launch {
  const calls = loopCalls(mergeLoops(shape, [strides]), SPREAD_LOOPS);
  const source = inputs[index] ?? 0;
  const target = output + start * VALUE_BYTES;
  const rest = [...calls.sizes, ...(calls.strides[0] ?? [])];
  // The source is what runs on densely here, so it takes the place of a result.
  return () => calls.run(([offset = 0], dense) => kernels.spread(source + dense, target + offset, ...rest));
}

/** The input in the middle of one value. */
export function launchPad(
  input: Shape,
  shape: Shape,
  { before, bits }: { readonly before: readonly number[]; readonly bits: number },
  context: LaunchContext,
): Launch {
  const strides = stridesOf(shape);
  const start = strides.reduce((sum, stride, axis) => sum + stride * (before[axis] ?? 0), 0);
  const inside = launchSpread(input, strides, start, context, 0);
  const count = elementCount(shape);
  const value = fromBits(bits);
  return () => {
    context.kernels.fill(context.output, count, value);
    inside();
  };
}

/** Elements of the input at regular distances. */
export function launchSlice(
  input: Shape,
  shape: Shape,
  { begin, strides }: { readonly begin: readonly number[]; readonly strides: readonly number[] },
  context: LaunchContext,
): Launch {
  const own = stridesOf(input);
  const start = own.reduce((sum, stride, axis) => sum + stride * (begin[axis] ?? 0), 0);
  const [source = 0] = context.inputs;
  const steps = own.map((stride, axis) => stride * (strides[axis] ?? 1));
  return launchCopy(shape, steps, { ...context, inputs: [source + start * VALUE_BYTES] }, context.output);
}

/** Both inputs, one after the other along an axis. */
export function launchConcat(
  inputs: readonly Shape[],
  shape: Shape,
  axis: number,
  context: LaunchContext,
): Launch {
  const strides = stridesOf(shape);
  const [first = [], second = []] = inputs;
  const a = launchSpread(first, strides, 0, context, 0);
  const b = launchSpread(second, strides, (first[axis] ?? 0) * (strides[axis] ?? 0), context, 1);
  return () => {
    a();
    b();
  };
}

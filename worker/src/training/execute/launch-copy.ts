import type { Shape } from '@plumbline/verification/graph/types';
import type { Launch, LaunchContext } from './launch-context.ts';
import { loopCalls, mergeLoops } from './loops.ts';

/** Levels that the copying kernel loops over. */
const COPY_LOOPS = 4;

/** The first input read at these strides in elements and written densely: a transpose, a broadcast. */
export function launchCopy(
  shape: Shape,
  strides: readonly number[],
  { kernels, inputs }: LaunchContext,
  output: number,
): Launch {
  const calls = loopCalls(mergeLoops(shape, [strides]), COPY_LOOPS);
  const [source = 0] = inputs;
  const [n0 = 1, n1 = 1, n2 = 1, n3 = 1] = calls.sizes;
  const [[s0 = 0, s1 = 0, s2 = 0, s3 = 0] = []] = calls.strides;
  return () =>
    calls.run(([offset = 0], target) =>
      kernels.copy(source + offset, output + target, n0, n1, n2, n3, s0, s1, s2, s3),
    );
}

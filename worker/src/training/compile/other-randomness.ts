import { CompileError } from '../error.ts';

/**
 * While `work` runs, whatever would draw a number that does not follow from the seed fails, and says where it is: what
 * it drew would be a constant of the graph, the same in every step.
 */
export function withoutOtherRandomness<T>(place: () => string, work: () => T): T {
  const { random } = Math;
  Math.random = () => {
    const where = place();
    throw new CompileError(
      where.startsWith('layer ') ? 'UnsupportedLayer' : 'NotTraceable',
      `Cannot compile ${where}: it draws random numbers that do not follow from a task's seed. The layers Dropout, GaussianNoise, GaussianDropout and AlphaDropout draw such that do.`,
    );
  };
  try {
    return work();
  } finally {
    Math.random = random;
  }
}

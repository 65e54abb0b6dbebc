import * as tf from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';

/** What tfjs calls the scopes of its operations that draw random numbers; those with a seed of their own do not ask Math. */
const DRAWING =
  /^(rand|multinomial|randomGamma|randomNormal|randomStandardNormal|randomUniform|randomUniformInt|truncatedNormal)__op$/;

/**
 * While `work` runs, whatever would draw a number that does not follow from the seed fails, and says where it is: what
 * it drew would be a constant of the graph, the same in every step.
 */
export function withoutOtherRandomness<T>(place: () => string, work: () => T): T {
  const refuse = (): never => {
    const where = place();
    throw new CompileError(
      where.startsWith('layer ') ? 'UnsupportedLayer' : 'NotTraceable',
      `Cannot compile ${where}: it draws random numbers that do not follow from a task's seed. The layers Dropout, GaussianNoise, GaussianDropout and AlphaDropout draw such that do.`,
    );
  };
  const engine = tf.engine();
  const { random } = Math;
  const { startScope } = engine;
  Math.random = refuse;
  engine.startScope = (name) => {
    if (DRAWING.test(name ?? '')) refuse();
    startScope.call(engine, name);
  };
  try {
    return work();
  } finally {
    Math.random = random;
    engine.startScope = startScope;
  }
}

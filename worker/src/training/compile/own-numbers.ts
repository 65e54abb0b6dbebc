import * as tf from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';
import { replaced } from './replaced.ts';

/** What tfjs calls the scopes of its operations that draw random numbers; those with a seed of their own do not ask Math. */
const DRAWING =
  /^(rand|multinomial|randomGamma|randomNormal|randomStandardNormal|randomUniform|randomUniformInt|truncatedNormal)__op$/;

/**
 * While `work` runs, whatever would take a number from the machine, drawn or of a clock, fails, and says where it is:
 * that number would be a constant of the graph, the same in every step and another in each compilation.
 */
export function withoutOwnNumbers<T>(place: () => string, work: () => T): T {
  const refusing = (why: string) => (): never => {
    const where = place();
    throw new CompileError(
      where.startsWith('layer ') ? 'UnsupportedLayer' : 'NotTraceable',
      `Cannot compile ${where}: ${why}`,
    );
  };
  const drawn = refusing(
    "it draws random numbers that do not follow from a task's seed. The layers Dropout, GaussianNoise, GaussianDropout and AlphaDropout draw such that do.",
  );
  const timed = refusing(
    'it reads a clock, whose time would be the same in every step. A schedule of learning rates follows from the step.',
  );
  const engine = tf.engine();
  const { startScope } = engine;
  const announced: typeof startScope = (name) => {
    if (DRAWING.test(name ?? '')) drawn();
    startScope.call(engine, name);
  };
  const clock = new Proxy(Date, {
    apply: timed,
    construct: (target, given) => (given.length === 0 ? timed() : Reflect.construct(target, given)),
    get: (target, key) => (key === 'now' ? timed : Reflect.get(target, key)),
  });
  const undo = [
    replaced(engine, 'startScope', announced),
    replaced(Math, 'random', drawn),
    replaced(crypto, 'getRandomValues', drawn),
    replaced(crypto, 'randomUUID', drawn),
    replaced(performance, 'now', timed),
    replaced(globalThis, 'Date', clock),
  ];
  try {
    return work();
  } finally {
    for (const one of undo.reverse()) one();
  }
}

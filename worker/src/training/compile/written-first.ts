import { CompileError } from '../error.ts';
import type { Recorder } from './recorder.ts';
import type { StateVariable } from './state-variables.ts';

/** What each weight is made of after the model was called, before the optimizer changes it. */
export type Written = readonly ReadonlySet<string>[];

export function writtenBy(recorder: Recorder, weights: readonly StateVariable[]): Written {
  return weights.map(({ variable }) => recorder.inputsOf(variable.dataId));
}

/**
 * A step graph is recorded when every layer has been called before, so what a layer writes into a weight at its first
 * call alone would be left out of it without a word.
 *
 * @throws CompileError that names the weight.
 */
export function checkWrittenAlike(first: Written, later: Written, weights: readonly StateVariable[]): void {
  for (const [i, { name }] of weights.entries()) {
    const [before, after] = [first[i] ?? new Set<string>(), later[i] ?? new Set<string>()];
    if (before.size === after.size && [...before].every((input) => after.has(input))) continue;
    throw new CompileError(
      'NotTraceable',
      `Cannot compile the weight ${name}: its layer writes something else into it when it is called first than later, such as values of the first batch. A step graph is the same in every step: give the weight an initializer, or write it in every step.`,
    );
  }
}

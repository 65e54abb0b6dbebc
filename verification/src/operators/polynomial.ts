import type { Instruction } from '../element/instruction.ts';
import { constant, instruction, register } from '../element/straight.ts';

/**
 * `target := c_0 + x·(c_1 + x·(…))` by Horner's rule from the highest coefficient, rounding after each
 * multiplication and each addition. The first instruction multiplies x by the highest coefficient.
 */
export function horner(target: number, x: number, coefficients: readonly number[]): Instruction[] {
  const steps: Instruction[] = [];
  const last = coefficients.length - 1;
  for (let i = last; i > 0; i--) {
    const accumulated = i === last ? constant(coefficients[last] as number) : register(target);
    steps.push(instruction(target, 'mul', accumulated, register(x)));
    steps.push(instruction(target, 'add', register(target), constant(coefficients[i - 1] as number)));
  }
  return steps;
}

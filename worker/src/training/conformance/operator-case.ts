import type { Init, Operator, Shape } from '@plumbline/verification/graph/types';
import type { Draw, Manner } from './draw.ts';

export interface Operand {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** One node with the contents of its operands. */
export interface OperatorCase {
  readonly operator: Operator;
  readonly operands: readonly Operand[];
  readonly shape: Shape;
  /** How the tensor begins that a `state` node names. */
  readonly init?: Init;
}

/** Whether a case is to be so large that its work is shared between threads. */
export type Size = 'small' | 'large';

export type CaseMaker = (draw: Draw, size: Size) => OperatorCase;

/** An operand with contents as they come. */
export function operand(draw: Draw, shape: Shape, manner?: Manner): Operand {
  return { shape, values: draw.tensor(shape, manner) };
}

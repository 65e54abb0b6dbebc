import type { Hash } from '../hash/blake2b.ts';

/** Registers r0 … r7 of an element program; all are +0 before the first instruction, the result is r0. */
export const REGISTERS = 8;

export type BasicOperation =
  | 'move'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'sqrt'
  | 'selectEqual'
  | 'selectLess'
  | 'selectLessEqual'
  | 'floor'
  | 'pow2'
  | 'exponent'
  | 'mantissa';

/**
 * Where a basic operation takes a value from.
 * - `indirect`: element `base + i·stride` of the operand, with i the register's value. When i is not a whole number
 *   in [0, count) the value is the canonical NaN and no element is read.
 * - `data`: an element of the dataset blob.
 */
export type Source =
  | { readonly kind: 'register'; readonly register: number }
  | { readonly kind: 'constant'; readonly bits: number }
  | { readonly kind: 'operand'; readonly operand: number; readonly element: number }
  | {
      readonly kind: 'indirect';
      readonly operand: number;
      readonly register: number;
      readonly base: number;
      readonly stride: number;
      readonly count: number;
    }
  | { readonly kind: 'data'; readonly element: number };

/**
 * One basic operation: `destination := operation(sources…)`. The selects take x, y, a, b and give a where the
 * comparison of x with y holds, else b. At most two sources have to be read from outside the registers.
 */
export interface Instruction {
  readonly operation: BasicOperation;
  readonly destination: number;
  readonly sources: readonly Source[];
}

/** The definition of one output element: a straight line of instructions, each computable in O(1). */
export interface ElementProgram {
  readonly length: number;
  instruction(t: number): Instruction;
}

/** Everything besides the node itself that an element program may depend on. */
export interface ElementContext {
  readonly step: number;
  readonly seed: Hash;
  /** Number of examples in the dataset. */
  readonly rows: number;
  readonly batchSize: number;
  /** Distance between the first values of neighbouring examples in the dataset. */
  readonly rowStride: number;
}

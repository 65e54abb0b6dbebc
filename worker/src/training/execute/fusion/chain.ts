import type { PlainOperatorName } from '@plumbline/verification/graph/types';

/** What an operation of a chain reads: an operand, the value of a former operation, or a number given by its bits. */
export type ChainSource =
  | { readonly operand: number }
  | { readonly value: number }
  | { readonly bits: number };

/**
 * How an operand moves: not at all, along the innermost loop, or only along outer ones, so that it repeats in the
 * innermost one.
 */
export type Movement = 'still' | 'running' | 'repeated';

/** What a chain computes for each element, apart from where and how large its tensors are. */
export interface ChainCode {
  /** Nested loops: 1 to `MAX_LEVELS`. */
  readonly levels: number;
  readonly operands: readonly Movement[];
  /** Operation i gives value i. */
  readonly operations: readonly {
    readonly type: PlainOperatorName;
    readonly sources: readonly ChainSource[];
  }[];
  /** What is written, for each result. */
  readonly results: readonly ChainSource[];
}

/** Element-wise nodes that are computed together, element by element. */
export interface Chain {
  readonly code: ChainCode;
  /** The node whose output each operand is. */
  readonly operands: readonly number[];
  /** The node whose output each result is. */
  readonly results: readonly number[];
  /** Lengths of the loops, outermost first. */
  readonly sizes: readonly number[];
  /** By operand: bytes from element to element at each level. */
  readonly strides: readonly (readonly number[])[];
}

/** Loops that a chain can have. */
export const MAX_LEVELS = 3;

/** Elements that a chain visits. */
export function chainElements({ sizes }: Chain): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/**
 * Whether a result may take the place of an operand that is read element by element: vectors written past the end of a
 * row must not reach what the next row still has to read.
 */
export function writesInPlace({ sizes }: Chain): boolean {
  return sizes.length === 1 || (sizes.at(-1) ?? 1) % 4 === 0;
}

/** Whether operand `i` is read exactly where a result is written. */
export function isDense(chain: Chain, i: number): boolean {
  let step = 4;
  for (let level = chain.sizes.length - 1; level >= 0; level--) {
    if (chain.strides[i]?.[level] !== step) return false;
    step *= chain.sizes[level] ?? 1;
  }
  return true;
}

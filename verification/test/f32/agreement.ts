import type { Arithmetic } from '../../src/f32/arithmetic.ts';
import { integerArithmetic } from '../../src/f32/integer.ts';
import { nativeArithmetic } from '../../src/f32/native.ts';
import type { Random } from '../pinpoint/random.ts';
import { anyOperand, operandBeside, SPECIAL_OPERANDS } from './operands.ts';

export type Operation = keyof Arithmetic;
export const OPERATIONS = Object.keys(integerArithmetic) as Operation[];

const [A, B] = [0x3f9d_70a4, 0xffff_ffff];

/** Operands on which integers and floats do not give the same bits. */
export interface Disagreement {
  readonly operation: Operation;
  readonly operands: readonly string[];
  readonly integer: string;
  readonly native: string;
}

type Apply = (x: number, y: number, a: number, b: number) => number;

/** Compares one operation on two operands; the others that a select takes only have to be told apart. */
function comparison(operation: Operation): (x: number, y: number) => Disagreement | undefined {
  const integer = integerArithmetic[operation] as Apply;
  const native = nativeArithmetic[operation] as Apply;
  return (x, y) => {
    const [found, expected] = [integer(x, y, A, B), native(x, y, A, B)];
    if (found === expected) return undefined;
    return { operation, operands: [x, y].map(hex), integer: hex(found), native: hex(expected) };
  };
}

/** The first disagreement among all pairs of special operands. */
export function disagreementOnSpecials(operation: Operation): Disagreement | undefined {
  const compare = comparison(operation);
  for (const x of SPECIAL_OPERANDS) {
    for (const y of SPECIAL_OPERANDS) {
      const found = compare(x, y);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The first disagreement among `count` random pairs of operands. */
export function disagreementAtRandom(
  operation: Operation,
  count: number,
  random: Random,
): Disagreement | undefined {
  const compare = comparison(operation);
  for (let i = 0; i < count; i++) {
    const x = anyOperand(random);
    const found = compare(x, operandBeside(x, random));
    if (found !== undefined) return found;
  }
  return undefined;
}

function hex(bits: number): string {
  return `0x${bits.toString(16).padStart(8, '0')}`;
}

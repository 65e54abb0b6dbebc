import type { Arithmetic } from '../f32/arithmetic.ts';
import { canonicalBits } from '../f32/bits.ts';
import { integerArithmetic } from '../f32/integer.ts';
import { nativeArithmetic } from '../f32/native.ts';
import { ElementError } from './errors.ts';
import {
  type BasicOperation,
  type ElementProgram,
  type Instruction,
  REGISTERS,
  type Source,
} from './instruction.ts';
import { resolveSource } from './resolve.ts';

export { type Opening, openingsOf, type ResolvedSource, resolveSource } from './resolve.ts';

/** Number of sources that each basic operation takes. */
const ARITY: Readonly<Record<BasicOperation, number>> = {
  move: 1,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  sqrt: 1,
  selectEqual: 4,
  selectLess: 4,
  selectLessEqual: 4,
  floor: 1,
  pow2: 1,
  exponent: 1,
  mantissa: 1,
};

/** Reads one element of an operand (or of the dataset) as f32 bits. */
export type ReadOperand = (operand: number | 'data', element: number) => number;

/** The registers before the first instruction: all +0. */
export function initialRegisters(): Uint32Array {
  return new Uint32Array(REGISTERS);
}

/**
 * One basic operation: the registers after it, as a new file. This is what the chain computes, with integers only.
 *
 * @param operandBits values of `openingsOf(instruction, registers)`, in that order
 */
export function applyInstruction(
  instruction: Instruction,
  registers: Uint32Array,
  operandBits: readonly number[],
): Uint32Array {
  const after = registers.slice();
  let used = 0;
  execute(integerArithmetic, instruction, after, () => {
    const bits = operandBits[used++];
    if (bits === undefined) throw wrongOperandCount(instruction, operandBits.length);
    return bits;
  });
  if (used !== operandBits.length) throw wrongOperandCount(instruction, operandBits.length);
  return after;
}

/** Runs instructions `from … to-1` on `registers`, in place. Fast: the machine's floats give the same bits. */
export function runSpan(
  program: ElementProgram,
  registers: Uint32Array,
  from: number,
  to: number,
  readOperand: ReadOperand,
): void {
  for (let t = from; t < to; t++) execute(nativeArithmetic, program.instruction(t), registers, readOperand);
}

/** Runs a whole program and returns the registers after it; the element is r0. */
export function runProgram(program: ElementProgram, readOperand: ReadOperand): Uint32Array {
  const registers = initialRegisters();
  runSpan(program, registers, 0, program.length, readOperand);
  return registers;
}

function execute(f32: Arithmetic, instruction: Instruction, registers: Uint32Array, read: ReadOperand): void {
  const { operation, destination, sources } = instruction;
  if (destination < 0 || destination >= registers.length || sources.length !== ARITY[operation]) {
    throw new ElementError(
      'UnknownRegister',
      `${operation} to r${destination} with ${sources.length} sources is no instruction.`,
    );
  }
  registers[destination] = compute(f32, operation, sources, registers, read);
}

function compute(
  f32: Arithmetic,
  operation: BasicOperation,
  sources: readonly Source[],
  registers: Uint32Array,
  read: ReadOperand,
): number {
  const value = (position: number): number => {
    const resolved = resolveSource(sources[position] as Source, registers);
    return 'element' in resolved ? canonicalBits(read(resolved.operand, resolved.element)) : resolved.bits;
  };
  // Arguments are evaluated left to right, so operands are read in the order of the sources.
  switch (operation) {
    case 'move':
      return f32.move(value(0));
    case 'add':
      return f32.add(value(0), value(1));
    case 'sub':
      return f32.sub(value(0), value(1));
    case 'mul':
      return f32.mul(value(0), value(1));
    case 'div':
      return f32.div(value(0), value(1));
    case 'sqrt':
      return f32.sqrt(value(0));
    case 'selectEqual':
      return f32.selectEqual(value(0), value(1), value(2), value(3));
    case 'selectLess':
      return f32.selectLess(value(0), value(1), value(2), value(3));
    case 'selectLessEqual':
      return f32.selectLessEqual(value(0), value(1), value(2), value(3));
    case 'floor':
      return f32.floor(value(0));
    case 'pow2':
      return f32.pow2(value(0));
    case 'exponent':
      return f32.exponent(value(0));
    case 'mantissa':
      return f32.mantissa(value(0));
  }
}

function wrongOperandCount(instruction: Instruction, given: number): ElementError {
  return new ElementError(
    'WrongOperandCount',
    `${given} operand values were given to ${instruction.operation}, which does not read that many.`,
  );
}

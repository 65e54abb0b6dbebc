import { ElementError } from './errors.ts';
import type { BasicOperation, ElementProgram, Instruction, Source } from './instruction.ts';

/** Short forms for writing instructions down. */
export const register = (index: number): Source => ({ kind: 'register', register: index });
export const constant = (bits: number): Source => ({ kind: 'constant', bits });
export const operand = (index: number, element: number): Source => ({
  kind: 'operand',
  operand: index,
  element,
});

export function instruction(
  destination: number,
  operation: BasicOperation,
  ...sources: readonly Source[]
): Instruction {
  return { operation, destination, sources };
}

/** The instruction with what it reads of operand i taken from `sources[i]`. */
export function reading(
  { operation, destination, sources }: Instruction,
  operands: readonly Source[],
): Instruction {
  return {
    operation,
    destination,
    sources: sources.map((source) =>
      source.kind === 'operand' ? (operands[source.operand] ?? source) : source,
    ),
  };
}

/** A program that is a list of instructions. */
export function straightLine(instructions: readonly Instruction[]): ElementProgram {
  return {
    length: instructions.length,
    instruction(t) {
      const found = instructions[t];
      if (found === undefined) throw outOfRange(t, instructions.length);
      return found;
    },
  };
}

/** A program of `length` instructions, each worked out from its number alone. */
export function computedLine(length: number, at: (t: number) => Instruction): ElementProgram {
  return {
    length,
    instruction(t) {
      if (!Number.isInteger(t) || t < 0 || t >= length) throw outOfRange(t, length);
      return at(t);
    },
  };
}

function outOfRange(t: number, length: number): ElementError {
  return new ElementError(
    'InstructionOutOfRange',
    `Instruction ${t} does not exist in a program of ${length}.`,
  );
}

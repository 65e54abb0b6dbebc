import { Formula, type Term } from '../element/formula.ts';
import type { ElementContext, ElementProgram, Instruction, Source } from '../element/instruction.ts';
import { computedLine, constant, instruction, operand, reading, register } from '../element/straight.ts';
import { toBits } from '../f32/bits.ts';
import type { GraphNode, OperatorName } from '../graph/types.ts';
import { broadcastOperand } from '../operators/binary.ts';
import { elementProgram } from '../operators/registry.ts';
import { ALLOWANCES, TINY } from './allowances.ts';
import { MAGNITUDE_OF_RESULT, withMagnitudes } from './magnitudes.ts';
import { lostToSubnormals, reductionFactor } from './reduction-factor.ts';

/** Operators that sum, and the instructions that each of their terms takes. */
const REDUCTIONS: Readonly<Partial<Record<OperatorName, number>>> = {
  sum: 1,
  avgPool: 1,
  matmul: 2,
  segmentSum: 2,
  conv2d: 2,
  conv2dInputGradient: 2,
  conv2dFilterGradient: 2,
  depthwiseConv2d: 2,
  depthwiseConv2dInputGradient: 2,
  depthwiseConv2dFilterGradient: 2,
  maxPoolGradient: 2,
  avgPoolGradient: 2,
};

/**
 * The program of output element `element` that leaves its value in r0, as the canonical one does, and in r1 how far
 * from it the result of an honest device can lie: ordinary instructions, of which the chain computes any. Throws as
 * `elementProgram` does.
 */
export function boundedProgram(node: GraphNode, element: number, context: ElementContext): ElementProgram {
  const program = elementProgram(node, element, context);
  const allowed = reductionAllowance(node.operator.type, program.length);
  if (allowed !== undefined) return boundedReduction(program, allowed);
  return followedBy(program, tailOf(node, element));
}

/** What the bound of a sum is made of (f32 bits): `magnitude·factor + lost`. */
export interface ReductionAllowance {
  readonly factor: number;
  readonly lost: number;
}

/** That of an operator whose element programs have `length` instructions; undefined where it does not sum. */
export function reductionAllowance(operator: OperatorName, length: number): ReductionAllowance | undefined {
  const perTerm = REDUCTIONS[operator];
  if (perTerm === undefined) return undefined;
  return { factor: reductionFactor(Math.ceil(length / perTerm)), lost: lostToSubnormals(length) };
}

/** Whether devices may round an operator's results in different ways; all others give the same everywhere. */
export function isRounded(operator: OperatorName): boolean {
  return REDUCTIONS[operator] !== undefined || ALLOWANCES[operator] !== undefined;
}

function boundedReduction(program: ElementProgram, { factor, lost }: ReductionAllowance): ElementProgram {
  return followedBy(withMagnitudes(program), [
    instruction(1, 'mul', register(MAGNITUDE_OF_RESULT), constant(factor)),
    instruction(1, 'add', register(1), constant(lost)),
  ]);
}

function followedBy(program: ElementProgram, tail: readonly Instruction[]): ElementProgram {
  const { length } = program;
  return computedLine(length + tail.length, (t) =>
    t < length ? program.instruction(t) : (tail[t - length] as Instruction),
  );
}

/** Stands for the value where a tail is written down; any index that is no operand's. */
export const VALUE_OPERAND = 3;
const VALUE = operand(VALUE_OPERAND, 0);
const EXACT = [instruction(1, 'move', constant(toBits(TINY)))];

const tails = new Map(
  Object.entries(ALLOWANCES).map(([name, allowance]): [string, readonly Instruction[]] => {
    const f = new Formula();
    const bound: Term = allowance(f, VALUE, operand(0, 0), operand(1, 0));
    return [name, f.instructions(bound).map(oneRegisterOn)];
  }),
);

/** The value keeps r0, so that a tail takes the registers from r1 on. */
function oneRegisterOn({ destination, operation, sources }: Instruction): Instruction {
  const moved = sources.map((source) =>
    source.kind === 'register' ? register(source.register + 1) : source,
  );
  return instruction(destination + 1, operation, ...moved);
}

/**
 * What follows the element program of an operator that does not sum, to leave the bound in r1: it reads the value as
 * operand `VALUE_OPERAND`, and elements of the operands as operands 0 and 1.
 */
export function allowanceTail(operator: OperatorName): readonly Instruction[] {
  return tails.get(operator) ?? EXACT;
}

function tailOf(node: GraphNode, element: number): readonly Instruction[] {
  const tail = allowanceTail(node.operator.type);
  if (tail === EXACT) return EXACT;
  const operands: Source[] = node.inputs.map((_, index) => broadcastOperand(node, index, element));
  operands[VALUE_OPERAND] = register(0);
  return tail.map((step) => reading(step, operands));
}

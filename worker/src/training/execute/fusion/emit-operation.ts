import type { ElementProgram, Instruction, Source } from '@plumbline/verification/element/instruction';
import { REGISTERS } from '@plumbline/verification/element/instruction';
import { toBits } from '@plumbline/verification/f32/bits';
import type { PlainOperatorName } from '@plumbline/verification/graph/types';
import { NEAR } from '@plumbline/verification/operators/angle';
import { EXP_IS_ZERO, smallAngleProgram, vectorProgram } from '../../kernels/vector-programs.ts';
import { type Code, get, i32, ifElse, op, set, splat } from './wasm-bytes.ts';

/** Where the registers of element programs lie: locals from `registers` on. */
export const REGISTER_LOCALS = REGISTERS;

const number = (value: number): Code => splat(toBits(value));

/**
 * Four elements of an operator, computed from what `sources` push into local `target`: its element program, instruction
 * by instruction, as the kernel of the operator is made from it.
 */
export function emitOperation(
  type: PlainOperatorName,
  sources: readonly Code[],
  registers: number,
  target: number,
): Code {
  const write = (program: ElementProgram): Code => emitProgram(program, sources, registers, target);
  const whole = write(vectorProgram(type));
  const [x = []] = sources;
  if (type === 'exp') {
    const zero = [...x, ...number(EXP_IS_ZERO), ...op.lessEqual, ...op.allTrue];
    return [...zero, ...ifElse([...splat(0), ...set(target)], whole)];
  }
  const near = smallAngleProgram(type);
  if (near === undefined) return whole;
  const small = [...x, ...op.abs, ...number(NEAR), ...op.less, ...op.allTrue];
  return [...small, ...ifElse(write(near), whole)];
}

function emitProgram(
  program: ElementProgram,
  operands: readonly Code[],
  registers: number,
  target: number,
): Code {
  const code: number[] = [];
  // Registers hold +0 until they are written.
  const written = new Set<number>();
  const push = (source: Source | undefined): Code => {
    switch (source?.kind) {
      case 'register':
        return written.has(source.register) ? get(registers + source.register) : splat(0);
      case 'constant':
        return splat(source.bits);
      case 'operand':
        return operands[source.operand] ?? [];
      default:
        throw new TypeError(`An element-wise program reads ${source?.kind} sources, which no vector holds.`);
    }
  };
  for (let t = 0; t < program.length; t++) {
    const step = program.instruction(t);
    code.push(...emitInstruction(step, step.sources.map(push)), ...set(registers + step.destination));
    written.add(step.destination);
  }
  return [...code, ...push({ kind: 'register', register: 0 }), ...set(target)];
}

/** x where it is no number, `result` where it is. */
function unlessNan(x: Code, result: Code): Code {
  return [...result, ...x, ...x, ...x, ...op.equal, ...op.bitselect];
}

function emitInstruction({ operation }: Instruction, sources: readonly Code[]): Code {
  const [a = [], b = [], c = [], d = []] = sources;
  switch (operation) {
    case 'move':
      return a;
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
      return [...a, ...b, ...op[operation]];
    case 'sqrt':
    case 'floor':
      return [...a, ...op[operation]];
    case 'selectEqual':
      return [...c, ...d, ...a, ...b, ...op.equal, ...op.bitselect];
    case 'selectLess':
      return [...c, ...d, ...a, ...b, ...op.less, ...op.bitselect];
    case 'selectLessEqual':
      return [...c, ...d, ...a, ...b, ...op.lessEqual, ...op.bitselect];
    // The same as in kernels/assembly/basic.ts.
    case 'pow2': {
      const clamped = [...a, ...number(-126), ...op.pseudoMax, ...number(127), ...op.pseudoMin];
      const biased = [...clamped, ...op.trunc, ...number(8388735), ...op.add];
      return unlessNan(a, [...biased, ...i32(23), ...op.shiftLeft]);
    }
    case 'exponent': {
      const field = [...a, ...i32(23), ...op.shiftRight, ...splat(0xff), ...op.and];
      return unlessNan(a, [...field, ...splat(127), ...op.wholeSub, ...op.fromWhole]);
    }
    case 'mantissa':
      return unlessNan(a, [...a, ...splat(0x807fffff), ...op.and, ...splat(0x3f800000), ...op.or]);
  }
}

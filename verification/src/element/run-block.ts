import { fromBits, toBits } from '../f32/bits.ts';
import { nativeArithmetic } from '../f32/native.ts';
import { ElementError } from './errors.ts';
import { type BasicOperation, type Instruction, REGISTERS, type Source } from './instruction.ts';

/** Elements that are computed side by side. */
export const BLOCK_ELEMENTS = 2048;

/**
 * Runs one straight line of instructions for many elements at once, instruction by instruction: what `runProgram` gives
 * for each of them, bit for bit but for which NaN a NaN is. Sources are constants, registers that the line has written before,
 * and `operand(i, …)`, which stands for what `operands[i]` has for the element.
 *
 * @returns a function of the operands (`BLOCK_ELEMENTS` values each, or as many as count) that returns the registers,
 *   which the next call overwrites. Throws `ElementError` for a source of another kind.
 */
export function blockRunner(
  line: readonly Instruction[],
): (operands: readonly Float32Array[], count: number) => readonly Float32Array[] {
  const registers = Array.from({ length: REGISTERS }, () => new Float32Array(BLOCK_ELEMENTS));
  const constants = new Map<number, Float32Array>();
  const constantOf = (bits: number): Float32Array => {
    const known = constants.get(bits) ?? new Float32Array(BLOCK_ELEMENTS).fill(fromBits(bits));
    constants.set(bits, known);
    return known;
  };
  const read = (source: Source, operands: readonly Float32Array[]): Float32Array => {
    const values =
      source.kind === 'register'
        ? registers[source.register]
        : source.kind === 'constant'
          ? constantOf(source.bits)
          : source.kind === 'operand'
            ? operands[source.operand]
            : undefined;
    if (values !== undefined) return values;
    throw new ElementError('NoContents', `A block has no values for a source of kind ${source.kind}.`);
  };
  return (operands, count) => {
    for (const { operation, destination, sources } of line) {
      const [x = EMPTY, y = EMPTY, a = EMPTY, b = EMPTY] = sources.map((source) => read(source, operands));
      const out = registers[destination] as Float32Array;
      applyToBlock(operation, out, count, x, y, a, b);
    }
    return registers;
  };
}

const EMPTY = new Float32Array(0);

/** Writing an f32 rounds once more, which changes nothing: see `nativeArithmetic`. */
function applyToBlock(
  operation: BasicOperation,
  out: Float32Array,
  count: number,
  x: Float32Array,
  y: Float32Array,
  a: Float32Array,
  b: Float32Array,
): void {
  switch (operation) {
    case 'move':
      out.set(x.subarray(0, count));
      return;
    case 'add':
      for (let i = 0; i < count; i++) out[i] = (x[i] as number) + (y[i] as number);
      return;
    case 'sub':
      for (let i = 0; i < count; i++) out[i] = (x[i] as number) - (y[i] as number);
      return;
    case 'mul':
      for (let i = 0; i < count; i++) out[i] = (x[i] as number) * (y[i] as number);
      return;
    case 'div':
      for (let i = 0; i < count; i++) out[i] = (x[i] as number) / (y[i] as number);
      return;
    case 'sqrt':
      for (let i = 0; i < count; i++) out[i] = Math.sqrt(x[i] as number);
      return;
    case 'floor':
      for (let i = 0; i < count; i++) out[i] = Math.floor(x[i] as number);
      return;
    case 'selectEqual':
      for (let i = 0; i < count; i++) out[i] = (x[i] === y[i] ? a[i] : b[i]) as number;
      return;
    case 'selectLess':
      for (let i = 0; i < count; i++) {
        out[i] = ((x[i] as number) < (y[i] as number) ? a[i] : b[i]) as number;
      }
      return;
    case 'selectLessEqual':
      for (let i = 0; i < count; i++) {
        out[i] = ((x[i] as number) <= (y[i] as number) ? a[i] : b[i]) as number;
      }
      return;
    case 'pow2':
    case 'exponent':
    case 'mantissa': {
      const compute = nativeArithmetic[operation];
      for (let i = 0; i < count; i++) out[i] = fromBits(compute(toBits(x[i] as number)));
    }
  }
}

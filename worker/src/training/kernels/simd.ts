import type { ElementProgram, Instruction, Source } from '@plumbline/verification/element/instruction';
import { REGISTERS } from '@plumbline/verification/element/instruction';

/**
 * Writes an element program as AssemblyScript over vectors of four elements, one line an instruction. The kernels of
 * element-wise operators are thereby the element programs themselves, four at a time, and not a second definition.
 */
export function simdFunction(name: string, parameters: readonly string[], program: ElementProgram): string {
  const lines = Array.from({ length: program.length }, (_, t) => line(program.instruction(t), parameters));
  const registers = Array.from({ length: REGISTERS }, (_, r) => `  let r${r} = f32x4.splat(0);`);
  const signature = parameters.map((parameter) => `${parameter}: v128`).join(', ');
  return [
    `@inline function ${name}(${signature}): v128 {`,
    ...registers,
    ...lines,
    '  return r0;',
    '}',
    '',
  ].join('\n');
}

function line({ operation, destination, sources }: Instruction, parameters: readonly string[]): string {
  const [a = '', b = '', c = '', d = ''] = sources.map((source) => expression(source, parameters));
  const right = {
    move: () => a,
    add: () => `f32x4.add(${a}, ${b})`,
    sub: () => `f32x4.sub(${a}, ${b})`,
    mul: () => `f32x4.mul(${a}, ${b})`,
    div: () => `f32x4.div(${a}, ${b})`,
    sqrt: () => `f32x4.sqrt(${a})`,
    floor: () => `f32x4.floor(${a})`,
    selectEqual: () => `v128.bitselect(${c}, ${d}, f32x4.eq(${a}, ${b}))`,
    selectLess: () => `v128.bitselect(${c}, ${d}, f32x4.lt(${a}, ${b}))`,
    selectLessEqual: () => `v128.bitselect(${c}, ${d}, f32x4.le(${a}, ${b}))`,
    pow2: () => `pow2(${a})`,
    exponent: () => `exponent(${a})`,
    mantissa: () => `mantissa(${a})`,
  }[operation]();
  return `  r${destination} = ${right};`;
}

function expression(source: Source, parameters: readonly string[]): string {
  switch (source.kind) {
    case 'register':
      return `r${source.register}`;
    case 'constant':
      return `i32x4.splat(0x${(source.bits >>> 0).toString(16).padStart(8, '0')})`;
    case 'operand':
      return parameters[source.operand] ?? '';
    default:
      throw new TypeError(`An element-wise program reads ${source.kind} sources, which no vector holds.`);
  }
}

import { CANONICAL_NAN, canonicalBits } from '../f32/bits.ts';
import { toWhole } from '../f32/whole.ts';
import { ElementError } from './errors.ts';
import type { Instruction, Source } from './instruction.ts';

/** A value that has to be read from outside the registers: an element of an operand or of the dataset. */
export interface Opening {
  readonly operand: number | 'data';
  readonly element: number;
}

/** A source with its address worked out: a value to read, or one already known (f32 bits). */
export type ResolvedSource = Opening | { readonly bits: number };

/** Where a source's value comes from, given the registers before the instruction. */
export function resolveSource(source: Source, registers: Uint32Array): ResolvedSource {
  switch (source.kind) {
    case 'register':
      return { bits: registerBits(registers, source.register) };
    case 'constant':
      return { bits: canonicalBits(source.bits) };
    case 'operand':
      return { operand: source.operand, element: source.element };
    case 'data':
      return { operand: 'data', element: source.element };
    case 'indirect': {
      const index = toWhole(registerBits(registers, source.register));
      if (index === undefined || index >= source.count) return { bits: CANONICAL_NAN };
      return { operand: source.operand, element: source.base + index * source.stride };
    }
  }
}

/** What has to be read before an instruction can run, in the order of its sources: at most two. */
export function openingsOf(instruction: Instruction, registers: Uint32Array): Opening[] {
  const openings: Opening[] = [];
  for (const source of instruction.sources) {
    const resolved = resolveSource(source, registers);
    if ('element' in resolved) openings.push(resolved);
  }
  return openings;
}

function registerBits(registers: Uint32Array, register: number): number {
  const bits = registers[register];
  if (bits === undefined) {
    throw new ElementError(
      'UnknownRegister',
      `There is no register r${register}, only ${registers.length} of them.`,
    );
  }
  return bits;
}

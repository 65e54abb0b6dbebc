import { ElementError } from '../element/errors.ts';
import type { ElementProgram, Instruction, Source } from '../element/instruction.ts';
import { computedLine, constant, instruction, register } from '../element/straight.ts';
import { ZERO } from '../operators/coefficients.ts';

/** Instructions that each one of a reduction becomes. */
export const BLOCK = 5;
/** Register i of the reduction has the sum of magnitudes behind it in register i + SHADOW. */
const SHADOW = 3;
const [SIZE, OTHER] = [6, 7];
const idle = instruction(SIZE, 'move', register(SIZE));
const NEGATE = instruction(OTHER, 'sub', constant(ZERO), register(SIZE));
const MAKE_POSITIVE = instruction(
  SIZE,
  'selectLessEqual',
  register(SIZE),
  constant(ZERO),
  register(OTHER),
  register(SIZE),
);

/**
 * A reduction that also sums up the magnitudes of its terms: register i at the end as in `program`, and register
 * i + 3 what it would be if every operand and every product were positive. The program may use r0, r1 and r2 and the
 * operations of canonical reductions: move, add, mul, div by a constant, and selectEqual between registers.
 */
export function withMagnitudes(program: ElementProgram): ElementProgram {
  return computedLine(BLOCK * program.length, (t) => {
    const original = program.instruction(Math.floor(t / BLOCK));
    return blockOf(original, t % BLOCK);
  });
}

/** The register that holds the sum of magnitudes of the element, the program being done. */
export const MAGNITUDE_OF_RESULT = SHADOW;

function blockOf(original: Instruction, part: number): Instruction {
  const { operation, destination, sources } = original;
  if (part === 0) return original;
  if (operation === 'selectEqual') {
    if (part < BLOCK - 1) return idle;
    const [x, y, a, b] = sources as readonly [Source, Source, Source, Source];
    return instruction(SHADOW + destination, 'selectEqual', x, y, shadowOf(a), shadowOf(b));
  }
  if (part === 1) return instruction(SIZE, 'move', measured(original));
  if (part === 2) return NEGATE;
  if (part === 3) return MAKE_POSITIVE;
  const target = SHADOW + destination;
  const size = register(SIZE);
  if (operation === 'add') return instruction(target, 'add', shadowOf(sources[0] as Source), size);
  if (operation === 'div') return instruction(target, 'div', size, sources[1] as Source);
  return instruction(target, 'move', size);
}

/** What an instruction's magnitude is taken of: a product, the value moved or divided, or the second summand. */
function measured({ operation, destination, sources }: Instruction): Source {
  switch (operation) {
    case 'mul':
      return register(destination);
    case 'move':
    case 'div':
      return shadowOf(sources[0] as Source);
    case 'add':
      return shadowOf(sources[1] as Source);
    default:
      throw new ElementError('UnknownRegister', `${operation} is no operation of a reduction.`);
  }
}

/** A register's sum of magnitudes; what comes from outside stands for itself. */
function shadowOf(source: Source): Source {
  return source.kind === 'register' ? register(SHADOW + source.register) : source;
}

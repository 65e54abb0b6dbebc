import { toBits } from '../f32/bits.ts';
import { ElementError } from './errors.ts';
import { type BasicOperation, type Instruction, REGISTERS, type Source } from './instruction.ts';
import { constant } from './straight.ts';

/** A value inside a formula: the result of an earlier line, an operand's element, or a constant. */
export type Term = { readonly kind: 'line'; readonly line: number } | Source;

/** A constant that is this number, rounded to f32. */
export const number = (value: number): Source => constant(toBits(value));

type Line = { readonly operation: BasicOperation; readonly terms: readonly Term[] };

/** Writes a function down line by line, one basic operation each, without naming registers. */
export class Formula {
  readonly #lines: Line[] = [];

  readonly add = (a: Term, b: Term): Term => this.#line('add', a, b);
  readonly sub = (a: Term, b: Term): Term => this.#line('sub', a, b);
  readonly mul = (a: Term, b: Term): Term => this.#line('mul', a, b);
  readonly div = (a: Term, b: Term): Term => this.#line('div', a, b);
  readonly floor = (x: Term): Term => this.#line('floor', x);
  readonly pow2 = (k: Term): Term => this.#line('pow2', k);
  readonly exponent = (x: Term): Term => this.#line('exponent', x);
  readonly mantissa = (x: Term): Term => this.#line('mantissa', x);
  /** x < y ? a : b */
  readonly less = (x: Term, y: Term, a: Term, b: Term): Term => this.#line('selectLess', x, y, a, b);
  /** x ≤ y ? a : b */
  readonly lessEqual = (x: Term, y: Term, a: Term, b: Term): Term =>
    this.#line('selectLessEqual', x, y, a, b);
  /** x = y ? a : b */
  readonly equal = (x: Term, y: Term, a: Term, b: Term): Term => this.#line('selectEqual', x, y, a, b);

  /** c_0 + x·(c_1 + …) from the highest coefficient, rounding after each multiplication and each addition. */
  horner(x: Term, coefficients: readonly number[]): Term {
    const [highest = 0, ...rest] = [...coefficients].reverse();
    return rest.reduce<Term>(
      (value, bits) => this.add(this.mul(value, x), constant(bits)),
      constant(highest),
    );
  }

  /**
   * The instructions that leave `result`, the last line, in r0. Each line's value takes the lowest register that is
   * free, and gives it back with the line that reads it last.
   */
  instructions(result: Term): readonly Instruction[] {
    const last = this.#lines.length - 1;
    if (result.kind !== 'line' || result.line !== last) {
      throw new ElementError('UnknownRegister', 'The result of a formula is its last line.');
    }
    const lastReader = this.#lines.map((_, line) => line);
    this.#lines.forEach(({ terms }, reader) => {
      for (const term of terms) if (term.kind === 'line') lastReader[term.line] = reader;
    });
    const holder: number[] = [];
    const free = Array.from({ length: REGISTERS }, (_, register) => register);
    return this.#lines.map(({ operation, terms }, line) => {
      const sources = terms.map(
        (term): Source =>
          term.kind === 'line' ? { kind: 'register', register: holder[term.line] as number } : term,
      );
      const done = new Set(terms.flatMap((term) => (term.kind === 'line' ? [term.line] : [])));
      for (const read of done) if (lastReader[read] === line) free.push(holder[read] as number);
      free.sort((a, b) => a - b);
      const register = line === last ? 0 : free.shift();
      if (register === undefined) {
        throw new ElementError('UnknownRegister', `Line ${line} of a formula needs a ninth register.`);
      }
      holder[line] = register;
      if (lastReader[line] === line) free.push(register);
      return { operation, destination: register, sources };
    });
  }

  #line(operation: BasicOperation, ...given: readonly Term[]): Term {
    // An instruction reads at most two values from outside: a third reading goes by way of a register.
    const outside = given.filter((term) => term.kind === 'operand');
    const first = outside.length > 2 ? outside[0] : undefined;
    const moved = first && this.#line('move', first);
    const terms = given.map((term) => (moved && same(term, first) ? moved : term));
    this.#lines.push({ operation, terms });
    return { kind: 'line', line: this.#lines.length - 1 };
  }
}

function same(a: Term, b: Term): boolean {
  return a.kind === 'operand' && b.kind === 'operand' && a.operand === b.operand && a.element === b.element;
}

import { describe, expect, test } from 'vitest';
import { CANONICAL_NAN, toBits } from '../f32/bits.ts';
import {
  applyInstruction,
  initialRegisters,
  openingsOf,
  resolveSource,
  runProgram,
  runSpan,
} from './evaluate.ts';
import type { Source } from './instruction.ts';
import { computedLine, constant, instruction, operand, register, straightLine } from './straight.ts';

const indirect: Source = { kind: 'indirect', operand: 1, register: 2, base: 7, stride: 10, count: 3 };

function registersWith(index: number, value: number): Uint32Array {
  const registers = initialRegisters();
  registers[index] = toBits(value);
  return registers;
}

describe('a source', () => {
  test('that is indirect is addressed by a register', () => {
    for (const [value, element] of [
      [0, 7],
      [-0, 7],
      [2, 27],
    ] as const) {
      expect(resolveSource(indirect, registersWith(2, value))).toEqual({ operand: 1, element });
    }
  });

  test('that is indirect and out of range is NaN, and nothing is opened', () => {
    for (const value of [3, -1, 0.5, Number.NaN, Infinity, -Infinity, 1e30]) {
      expect(resolveSource(indirect, registersWith(2, value))).toEqual({ bits: CANONICAL_NAN });
      expect(openingsOf(instruction(0, 'move', indirect), registersWith(2, value))).toEqual([]);
    }
  });

  test('of the dataset or an operand is opened in order', () => {
    const some = instruction(
      0,
      'selectEqual',
      { kind: 'data', element: 4 },
      register(1),
      constant(5),
      operand(0, 9),
    );
    expect(openingsOf(some, initialRegisters())).toEqual([
      { operand: 'data', element: 4 },
      { operand: 0, element: 9 },
    ]);
  });
});

describe('applyInstruction', () => {
  const add = instruction(3, 'add', operand(0, 0), operand(1, 0));

  test('returns a new register file and leaves the old one', () => {
    const before = registersWith(1, 5);
    const after = applyInstruction(add, before, [toBits(1), toBits(2)]);
    expect(after[3]).toBe(toBits(3));
    expect(after[1]).toBe(toBits(5));
    expect(before[3]).toBe(0);
  });

  test('takes exactly the values that the instruction opens', () => {
    for (const values of [[], [1], [1, 2, 3]]) {
      expect(() => applyInstruction(add, initialRegisters(), values)).toThrow(
        expect.objectContaining({ code: 'WrongOperandCount' }),
      );
    }
  });

  test('makes every NaN canonical', () => {
    const move = instruction(0, 'move', operand(0, 0));
    expect(applyInstruction(move, initialRegisters(), [0xffff_ffff])[0]).toBe(CANONICAL_NAN);
    expect(applyInstruction(instruction(0, 'move', constant(0xffff_ffff)), initialRegisters(), [])[0]).toBe(
      CANONICAL_NAN,
    );
  });

  test('refuses registers that do not exist', () => {
    for (const bad of [
      instruction(8, 'move', register(0)),
      instruction(0, 'move', register(8)),
      instruction(0, 'add', register(1)),
    ]) {
      expect(() => applyInstruction(bad, initialRegisters(), [])).toThrow(
        expect.objectContaining({ code: 'UnknownRegister' }),
      );
    }
  });
});

test('a program run in pieces is the program run at once', () => {
  const program = computedLine(100, (t) => instruction(t % 8, 'add', register((t * 3) % 8), operand(0, t)));
  const read = (_operand: number | 'data', element: number) => toBits(element * 0.1);
  const registers = initialRegisters();
  for (const [from, to] of [
    [0, 7],
    [7, 50],
    [50, 100],
  ] as const)
    runSpan(program, registers, from, to, read);
  expect(registers).toEqual(runProgram(program, read));
});

test('an instruction outside a program does not exist', () => {
  for (const program of [
    straightLine([instruction(0, 'move', register(1))]),
    computedLine(1, () => instruction(0, 'move', register(1))),
  ]) {
    for (const t of [-1, 1, 0.5]) {
      expect(() => program.instruction(t)).toThrow(
        expect.objectContaining({ code: 'InstructionOutOfRange' }),
      );
    }
  }
});

import type { Subject } from '@plumbline/runtime-types/domain/game';
import { initialRegisters, type ReadOperand, runSpan } from '../element/evaluate.ts';
import type { ElementProgram } from '../element/instruction.ts';
import type { GameFacts } from './facts.ts';
import { nodeOf } from './records.ts';
import { boundedProgramOf, nodeSubject, programOf } from './subject.ts';
import type { Trace } from './trace.ts';
import { bitsAt, fileOf } from './values.ts';

/** The register files of one's own run of the element program, after each of the `points` (ascending). */
export function ownRegisters(
  facts: GameFacts,
  subject: Subject,
  element: number,
  points: readonly number[],
  trace: Trace,
): Promise<Uint8Array[]> {
  return filesOf(facts, subject, programOf(facts, subject, element), points, trace);
}

/** The same of the program that computes the element's bound as well, from the operands of this trace. */
export function ownBoundedRegisters(
  facts: GameFacts,
  subject: Subject,
  element: number,
  points: readonly number[],
  trace: Trace,
): Promise<Uint8Array[]> {
  return filesOf(facts, subject, boundedProgramOf(facts, subject, element), points, trace);
}

async function filesOf(
  facts: GameFacts,
  subject: Subject,
  program: ElementProgram,
  points: readonly number[],
  trace: Trace,
): Promise<Uint8Array[]> {
  const read = await operandReader(facts, subject, trace);
  const registers = initialRegisters();
  let done = 0;
  return points.map((point) => {
    runSpan(program, registers, done, point, read);
    done = point;
    return fileOf(registers);
  });
}

async function operandReader(facts: GameFacts, subject: Subject, trace: Trace): Promise<ReadOperand> {
  const { at, node, record } = nodeSubject(subject);
  const { inputs } = nodeOf(facts, node, record);
  const operands = await Promise.all(inputs.map((input) => trace.nodeOutput(at.step, input)));
  return (operand, element) => {
    const bytes = operand === 'data' ? trace.dataset : operands[operand];
    return bitsAt(bytes ?? new Uint8Array(0), element);
  };
}

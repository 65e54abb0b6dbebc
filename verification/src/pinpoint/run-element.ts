import type { Subject } from '@plumbline/runtime-types/domain/game';
import { type ReadOperand, runSpan } from '../element/evaluate.ts';
import type { ElementProgram } from '../element/instruction.ts';
import type { GameFacts, GameState } from './facts.ts';
import { nodeOf } from './records.ts';
import { splitPoints } from './split.ts';
import { boundedProgramOf, nodeSubject, programOf } from './subject.ts';
import type { Trace } from './trace.ts';
import { bitsAt, fileOf, registersOf } from './values.ts';

/** A part of an element program that is in dispute, from a register file that both sides agree on. */
type Span = Pick<
  Extract<GameState, { type: 'Registers' | 'Claim' }>['value'],
  'subject' | 'element' | 'first' | 'last' | 'before'
>;

/** The register files of one's own run of the element program at the points that split what is in dispute of it. */
export function ownRegisters(facts: GameFacts, span: Span, trace: Trace): Promise<Uint8Array[]> {
  return filesOf(facts, span, programOf(facts, span.subject, span.element), trace);
}

/** The same of the program that computes the element's bound as well, from the operands of this trace. */
export function ownBoundedRegisters(facts: GameFacts, span: Span, trace: Trace): Promise<Uint8Array[]> {
  return filesOf(facts, span, boundedProgramOf(facts, span.subject, span.element), trace);
}

async function filesOf(
  facts: GameFacts,
  { subject, first, last, before }: Span,
  program: ElementProgram,
  trace: Trace,
): Promise<Uint8Array[]> {
  const read = await operandReader(facts, subject, trace);
  const registers = registersOf(before);
  let done = first;
  return splitPoints(first, last).map((point) => {
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

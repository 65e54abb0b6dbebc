import type { Subject } from '@plumbline/runtime-types/domain/game';
import type { ElementProgram } from '../element/instruction.ts';
import { elementCount } from '../graph/shape.ts';
import { elementProgram } from '../operators/registry.ts';
import { boundedProgram } from '../tolerant/bounded-program.ts';
import type { GameFacts } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { nodeOf, tensorOf } from './records.ts';

export type NodeSubject = Extract<Subject, { type: 'Node' }>['value'];

/** Number of elements of the tensor in question. */
export function subjectElements(facts: GameFacts, subject: Subject): number {
  const shape =
    subject.type === 'Node'
      ? nodeOf(facts, subject.value.node, subject.value.record).shape
      : tensorOf(subject.value.tensor, subject.value.record).shape;
  return elementCount(shape);
}

/** The node in question, in phases that a state tensor never reaches. */
export function nodeSubject(subject: Subject): NodeSubject {
  if (subject.type === 'Node') return subject.value;
  throw new IllegalMove('WrongMove', 'A state tensor is in question, not a node.');
}

/** The element program in question; a node whose record yields none cannot be played on. */
export function programOf(facts: GameFacts, subject: Subject, element: number): ElementProgram {
  return written(facts, subject, element, elementProgram);
}

/** The same for the program that computes the element's bound as well. */
export function boundedProgramOf(facts: GameFacts, subject: Subject, element: number): ElementProgram {
  return written(facts, subject, element, boundedProgram);
}

function written(
  facts: GameFacts,
  subject: Subject,
  element: number,
  write: typeof elementProgram,
): ElementProgram {
  const { at, node, record } = nodeSubject(subject);
  const { seed, rows, batchSize, rowStride } = facts;
  const graphNode = nodeOf(facts, node, record);
  try {
    return write(graphNode, element, { step: at.step, seed, rows, batchSize, rowStride });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new IllegalMove('MalformedRecord', `Node ${node} has no program for element ${element}: ${why}`);
  }
}

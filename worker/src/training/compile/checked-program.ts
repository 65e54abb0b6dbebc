import { checkProgram } from '@plumbline/verification/graph/check';
import { GraphError } from '@plumbline/verification/graph/errors';
import type { Program } from '@plumbline/verification/graph/types';
import { CompileError } from '../error.ts';
import type { Recording } from './trace.ts';

/**
 * The program that was recorded, which means something to everybody.
 *
 * @throws CompileError that says where a node comes from that is none, because it is too large, say; GraphError about
 * anything else.
 */
export function checkedProgram({ program, recorder, order }: Recording): Program {
  try {
    checkProgram(program);
  } catch (error) {
    const node = error instanceof GraphError ? error.record - 1 - program.states.length : -1;
    const place = recorder.places[order[node] ?? -1];
    if (!(error instanceof GraphError) || place === undefined) throw error;
    throw new CompileError('NotTraceable', `Cannot compile ${place}: ${error.message}`, { cause: error });
  }
  return program;
}

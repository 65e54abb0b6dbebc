import { CompileError } from '../error.ts';
import type { Recording } from './trace.ts';

/**
 * Records the same work twice: what is not the same both times follows from something that is neither state nor the
 * step, such as a count that a layer, a loss or an optimizer keeps by itself, and would be frozen in the graph.
 *
 * @throws CompileError that says where the two part.
 */
export function repeatable(record: () => Recording): Recording {
  const [first, second] = [record(), record()];
  const place = firstDifference(first, second);
  if (place === undefined) return first;
  throw new CompileError(
    'NotTraceable',
    `Cannot compile ${place}: it computes something else each time it is called, but a step graph is the same in every step. What changes from step to step has to be a weight, or follow from the step as a schedule of learning rates does.`,
  );
}

function firstDifference(first: Recording, second: Recording): string | undefined {
  const [before, after] = [first.recorder.build.keys, second.recorder.build.keys];
  const [longer, keys, others] =
    after.length > before.length ? [second, after, before] : [first, before, after];
  const at = keys.findIndex((key, node) => key !== others[node]);
  const end = first.ends.findIndex((node, i) => node === at || node !== second.ends[i]);
  if (at === -1 && end === -1) return undefined;
  // A constant that is an end itself is no operation's.
  return longer.recorder.places[at] ?? endName(first, end);
}

function endName({ program, ends }: Recording, end: number): string {
  const state = program.states[end - (ends.length - program.states.length)];
  return state === undefined ? 'the output' : `the weight ${state.name}`;
}

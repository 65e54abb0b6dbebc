import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Launch } from './launch-context.ts';
import { VALUE_BYTES } from './loops.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** Copies that turn the outputs into the next state; nodes have all been read by then. What lies there already is not copied. */
export function planCommit({ states }: Program, plan: MemoryPlan, memory: WebAssembly.Memory): Launch[] {
  const all = new Uint8Array(memory.buffer);
  const moves = states.flatMap(({ next, shape }, tensor) => {
    const from = plan.nodes[next] as number;
    const to = plan.states[tensor] as number;
    return from === to ? [] : [{ from, to, bytes: elementCount(shape) * VALUE_BYTES }];
  });
  const places = new Set(plan.states);
  // A tensor that becomes what another one was must be read before that one is written.
  const fromState = moves.filter(({ from }) => places.has(from));
  const rest = moves.filter(({ from }) => !places.has(from));
  const held = fromState.map(({ bytes }) => new Uint8Array(bytes));
  return [
    ...fromState.map(
      ({ from, bytes }, i) =>
        () =>
          held[i]?.set(all.subarray(from, from + bytes)),
    ),
    ...rest.map(
      ({ from, to, bytes }) =>
        () =>
          all.copyWithin(to, from, from + bytes),
    ),
    ...fromState.map(
      ({ to }, i) =>
        () =>
          all.set(held[i] as Uint8Array, to),
    ),
  ];
}

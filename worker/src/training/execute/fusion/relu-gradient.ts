import type { Program } from '@plumbline/verification/graph/types';
import { storageNodes } from './units.ts';

/**
 * The program with every `heaviside` reading what `relu` has made of its input, where there is such a node before it:
 * both are positive at the same places and NaN at the same places, so the bits are the same, and the input itself need
 * not stay until its gradient is computed.
 */
export function withReluGradients(program: Program): Program {
  const storage = storageNodes(program);
  const relus = new Map<number, number>();
  const nodes = program.nodes.map((node, i) => {
    const { operator, inputs } = node;
    const from = storage[inputs[0] ?? i] ?? i;
    if (operator.type === 'relu' && !relus.has(from)) relus.set(from, i);
    const relu = operator.type === 'heaviside' ? relus.get(from) : undefined;
    return relu === undefined ? node : { ...node, inputs: [relu] };
  });
  return { ...program, nodes };
}

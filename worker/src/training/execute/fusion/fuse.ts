import type { Program } from '@plumbline/verification/graph/types';
import { describeChain } from './describe.ts';
import { groupNodes, isElementwise } from './group.ts';
import { storageNodes, type Unit } from './units.ts';

/** Operations for which code is generated; what a program has beyond them is computed node by node. */
const MAX_GENERATED = 8_192;

/**
 * What a step computes, in order, with element-wise nodes joined to chains. Each element's operations stay what they
 * are and in their order; what only the nodes of a chain read is never written anywhere.
 */
export function fuse(program: Program): Unit[] {
  const storage = storageNodes(program);
  const groups: (readonly number[] | number)[] = [];
  let waiting = new Set<number>();
  program.nodes.forEach(({ operator, inputs }, i) => {
    if (operator.type === 'reshape') return;
    if (isElementwise(program, i)) {
      waiting.add(i);
      return;
    }
    if (inputs.some((input) => waiting.has(storage[input] ?? input))) {
      groups.push(...groupNodes(program, storage, [...waiting]));
      waiting = new Set();
    }
    groups.push(i);
  });
  groups.push(...groupNodes(program, storage, [...waiting]));
  const read = readFromOutside(program, storage, groups);
  let generated = 0;
  return groups.flatMap((group): Unit | Unit[] => {
    if (typeof group === 'number') return { type: 'node', node: group };
    const alone = (): Unit[] => group.map((node) => ({ type: 'node', node }));
    if (group.length === 1 || generated + group.length > MAX_GENERATED) return alone();
    const results = group.filter((i) => read.has(i));
    if (results.length === 0) return [];
    const chain = describeChain(program, storage, group, results);
    if (chain === undefined) return alone();
    generated += group.length;
    return { type: 'chain', chain };
  });
}

/** Nodes whose output somebody beside their own group reads. */
function readFromOutside(
  { nodes, states, header }: Program,
  storage: readonly number[],
  groups: readonly (readonly number[] | number)[],
): Set<number> {
  const own = new Map<number, number>();
  groups.forEach((group, at) => {
    for (const i of typeof group === 'number' ? [group] : group) own.set(i, at);
  });
  const read = new Set([header.lossNode, ...states.map(({ next }) => next)].map((i) => storage[i] ?? i));
  nodes.forEach(({ operator, inputs }, i) => {
    if (operator.type === 'reshape') return;
    for (const input of inputs) {
      const from = storage[input] ?? input;
      if (own.get(from) !== own.get(i)) read.add(from);
    }
  });
  return read;
}

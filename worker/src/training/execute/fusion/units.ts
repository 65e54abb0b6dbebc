import type { Program } from '@plumbline/verification/graph/types';
import type { Chain } from './chain.ts';

/** What is computed at once: one node, or a chain of element-wise nodes. */
export type Unit =
  | { readonly type: 'node'; readonly node: number }
  | { readonly type: 'chain'; readonly chain: Chain };

/** Every node by itself, in the program's order. */
export function nodeUnits({ nodes }: Program): Unit[] {
  return nodes.map((_, node) => ({ type: 'node', node }));
}

/** For each node the one whose output it names: itself, or through reshapes what they reshape. */
export function storageNodes({ nodes }: Program): number[] {
  const storage: number[] = [];
  nodes.forEach(({ operator, inputs }, i) => {
    storage.push(operator.type === 'reshape' ? (storage[inputs[0] ?? 0] ?? i) : i);
  });
  return storage;
}

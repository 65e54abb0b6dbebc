import { type NodeOptions, type RunningNode, startNode as startNodeWith } from './node/node.ts';
import { runtime } from './runtime/runtime.ts';

/** Starts a node with Plumbline's runtime. See `node/node.ts`. */
export function startNode(options: Omit<NodeOptions, 'runtime'>): Promise<RunningNode> {
  return startNodeWith({ ...options, runtime });
}

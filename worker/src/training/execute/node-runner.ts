import type { ElementContext } from '@plumbline/verification/element/instruction';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode } from '@plumbline/verification/graph/types';
import { checkNode } from '@plumbline/verification/operators/check-node';
import { uniformKey } from '@plumbline/verification/random/uniform';
import type { RunNode } from '@plumbline/verification/tolerant/run-node';
import { KernelMemory, START } from './kernel-memory.ts';
import { prepareLaunch, scratchBytes } from './launch.ts';
import type { Launch, LaunchContext } from './launch-context.ts';
import { tensorBytes } from './memory-plan.ts';

/**
 * Runs single nodes on the canonical kernels. What is returned throws `GraphError` for a node that is not well-formed,
 * and `TrainingError` (`TooLarge`) where a node and its operands do not fit into 2 GiB.
 */
export async function createNodeRunner(): Promise<RunNode> {
  const memory = await KernelMemory.create();
  const { kernels } = memory;
  return (node, operands, context) => {
    checkNode(node);
    let bytes = START;
    const take = (elements: number): number => {
      const at = bytes;
      bytes += tensorBytes(elements);
      return at;
    };
    const inputs = operands.map(({ length }) => take(length));
    const count = elementCount(node.shape);
    const output = take(count);
    const launch = launchOf(node, { kernels, inputs, output, scratch: bytes }, context);
    if (launch === undefined) return undefined;
    const buffer = memory.reserve(bytes + scratchBytes(node, kernels));
    operands.forEach((operand, i) => {
      new Float32Array(buffer, inputs[i], operand.length).set(operand);
    });
    launch();
    return new Float32Array(buffer, output, count).slice();
  };
}

function launchOf(
  node: GraphNode,
  launch: LaunchContext,
  { seed, step }: ElementContext,
): Launch | undefined {
  const { operator, shape } = node;
  if (operator.type !== 'uniform') return prepareLaunch(node, launch);
  const [low, high] = uniformKey(seed);
  const { stream } = operator.value;
  return () => launch.kernels.uniform(launch.output, elementCount(shape), low, high, stream, step);
}

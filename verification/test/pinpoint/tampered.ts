import { blake2b256 } from '../../src/hash/blake2b.ts';
import { blobRoot } from '../../src/merkle/blob.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';
import { corrupted } from './lies.ts';
import { createRandom, type Random } from './random.ts';

/**
 * A trace that no computation has: one node's output in every step is another, and nothing after it follows from it.
 * Sometimes there is nothing behind its root at all.
 */
export function tampered(trace: Trace, random: Random): Trace {
  const node = random.below(trace.program.nodes.length);
  const salt = random.bits();
  const hollow = random.below(4) === 0;
  const nodeOutput = async (step: number, index: number): Promise<Uint8Array> => {
    const bytes = await trace.nodeOutput(step, index);
    if (index !== node) return bytes;
    const values = new Float32Array(bytes.slice().buffer);
    const again = createRandom(salt);
    corrupted(again, values, again.below(values.length));
    return new Uint8Array(values.buffer);
  };
  return {
    program: trace.program,
    dataset: trace.dataset,
    stateRoots: (first, last) => trace.stateRoots(first, last),
    tensorRoots: (steps) => trace.tensorRoots(steps),
    initialTensor: (tensor) => trace.initialTensor(tensor),
    nodeOutput,
    operatorRoots: async (step) => {
      const roots = [...(await trace.operatorRoots(step))];
      const other = blobRoot(await nodeOutput(step, node));
      roots[node] = hollow ? blake2b256(other) : other;
      return roots;
    },
  };
}

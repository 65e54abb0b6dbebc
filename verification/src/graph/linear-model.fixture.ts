import { toBits } from '../f32/bits.ts';
import type { Hash } from '../hash/blake2b.ts';
import { toHex } from '../hash/hex.ts';
import { blobRoot } from '../merkle/blob.ts';
import { tensorBytes } from '../trace/tensor.ts';
import type { GraphNode, Program } from './types.ts';

/** For tests: least squares y ≈ x·w on batches of 4 examples (3 inputs, 1 target), one step of gradient descent. */
export function linearModel(kernels: Hash = new Uint8Array(32)): Program {
  const rate = tensorBytes(Float32Array.of(-0.1));
  const root = blobRoot(rate);
  const nodes: GraphNode[] = [];
  const add = (operator: GraphNode['operator'], inputs: number[], shape: number[]): number => {
    const inputShapes = inputs.map((input) => nodes[input]?.shape ?? []);
    return nodes.push({ operator, inputs, inputShapes, shape }) - 1;
  };
  const w = add({ type: 'state', value: { tensor: 0 } }, [], [3, 1]);
  const x = add({ type: 'batch', value: { offset: 0 } }, [], [4, 3]);
  const y = add({ type: 'batch', value: { offset: 3 } }, [], [4, 1]);
  const product = { transposeA: false, transposeB: false };
  const guess = add({ type: 'matmul', value: product }, [x, w], [4, 1]);
  const error = add({ type: 'sub' }, [guess, y], [4, 1]);
  const squares = add({ type: 'square' }, [error], [4, 1]);
  const loss = add({ type: 'sum', value: { axes: [0, 1] } }, [squares], []);
  const gradient = add({ type: 'matmul', value: { ...product, transposeA: true } }, [x, error], [3, 1]);
  const scale = add({ type: 'constant', value: { root } }, [], []);
  const change = add({ type: 'mul' }, [gradient, scale], [3, 1]);
  const next = add({ type: 'add' }, [w, change], [3, 1]);
  return {
    header: {
      version: 1,
      operatorSet: 1,
      kernels,
      stateCount: 1,
      nodeCount: nodes.length,
      lossNode: loss,
      batchSize: 4,
      rowStride: 4,
      rowWidth: 4,
    },
    states: [
      {
        name: 'w',
        shape: [3, 1],
        init: { type: 'Normal', value: { mean: toBits(0), deviation: toBits(0.5) } },
        next,
      },
    ],
    nodes,
    constants: new Map([[toHex(root), rate]]),
  };
}

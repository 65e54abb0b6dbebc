import { toBits } from '@plumbline/verification/f32/bits';
import { checkProgram } from '@plumbline/verification/graph/check';
import { BINARY, UNARY } from '@plumbline/verification/graph/element-wise';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Operator, Program, Shape } from '@plumbline/verification/graph/types';
import { referee } from '@plumbline/verification/operators/referee';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { expect, test } from 'vitest';
import { kernelsHash } from '../kernels/identity.ts';
import { createCanonicalExecutor } from './executor.ts';

const SEED = new Uint8Array(32).fill(1);
const SHAPE: Shape = [2, 3, 5];

type Pick = <T>(items: readonly T[]) => T;

function picker(seed: number): Pick {
  let state = seed;
  return (items) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return items[Math.floor((state / 2 ** 32) * items.length)] as never;
  };
}

/** A program of 60 nodes that read each other at random, over tensors of a few shapes. */
function randomProgram(seed: number): Program {
  const pick = picker(seed);
  const nodes: GraphNode[] = [];
  const add = (operator: Operator, inputs: number[], shape: Shape): number =>
    nodes.push({ operator, inputs, inputShapes: inputs.map((i) => (nodes[i] as GraphNode).shape), shape }) -
    1;
  const all = (): number[] => nodes.map((_, i) => i);
  const shaped = (shape: Shape): number[] => all().filter((i) => `${nodes[i]?.shape}` === `${shape}`);
  for (const tensor of [0, 1, 2]) add({ type: 'state', value: { tensor } }, [], SHAPE);
  add({ type: 'fill', value: { bits: toBits(0.5) } }, [], []);
  add({ type: 'step' }, [], []);
  add({ type: 'batch', value: { offset: 1 } }, [], [4, 2]);
  const recipes: (() => void)[] = [
    () => add({ type: pick(UNARY) }, [pick(all())], SHAPE),
    () => add({ type: pick(BINARY) }, [pick(shaped(SHAPE)), pick([...shaped(SHAPE), ...shaped([])])], SHAPE),
    () => add({ type: 'select' }, [pick(shaped(SHAPE)), pick(shaped([])), pick(shaped(SHAPE))], SHAPE),
    () => add({ type: 'reshape' }, [pick(shaped(SHAPE))], [5, 6]),
    () => add({ type: 'reshape' }, [pick([...shaped([5, 6]), ...shaped([6, 5])])], SHAPE),
    () => add({ type: 'transpose', value: { permutation: [1, 0] } }, [pick(shaped([5, 6]))], [6, 5]),
    () => add({ type: 'sum', value: { axes: [0, 1] } }, [pick(shaped(SHAPE))], [5]),
    () => add({ type: 'max', value: { axes: [0, 2] } }, [pick(shaped(SHAPE))], [3]),
    () => add({ type: 'sum', value: { axes: [0, 1, 2] } }, [pick(shaped(SHAPE))], []),
    () => add({ type: 'broadcast' }, [pick([...shaped([5]), ...shaped([])])], SHAPE),
    () =>
      add(
        { type: 'matmul', value: { transposeA: true, transposeB: false } },
        [pick(shaped([5, 6])), pick(shaped([5, 6]))],
        [6, 6],
      ),
    () => {
      const image = add({ type: 'reshape' }, [pick(shaped(SHAPE))], [1, 3, 5, 2]);
      const filter = add({ type: 'reshape' }, [image], [3, 5, 2, 1]);
      const value = { strides: [1, 1], dilations: [1, 1], padding: [1, 1, 2, 2] };
      const y = add({ type: 'conv2d', value }, [image, filter], [1, 3, 5, 1]);
      add({ type: 'conv2dInputGradient', value }, [y, filter], [1, 3, 5, 2]);
      const back = nodes.length - 1;
      add({ type: 'conv2dFilterGradient', value }, [image, y], [3, 5, 2, 1]);
      add({ type: 'add' }, [nodes.length - 1, add({ type: 'reshape' }, [back], [3, 5, 2, 1])], [3, 5, 2, 1]);
      add({ type: 'reshape' }, [nodes.length - 1], SHAPE);
    },
    () => {
      const image = add({ type: 'reshape' }, [pick(shaped(SHAPE))], [1, 3, 5, 2]);
      const value = { window: [2, 2], strides: [1, 1], padding: [0, 1, 1, 0] };
      const shape = [1, 3, 5, 2];
      const index = add({ type: 'maxPoolIndex', value }, [image], shape);
      const largest = add({ type: 'maxPool', value }, [image], shape);
      const back = add({ type: 'maxPoolGradient', value }, [largest, index], shape);
      const mean = add({ type: 'avgPool', value }, [back], shape);
      add({ type: 'reshape' }, [add({ type: 'avgPoolGradient', value }, [mean], shape)], SHAPE);
    },
    () => {
      const rows = pick(shaped([5, 6]));
      const value = { before: [0, 1], after: [2, 0], bits: toBits(3) };
      const padded = add({ type: 'pad', value }, [rows], [7, 7]);
      const cut = { begin: [1, 0], strides: [2, 3] };
      const piece = add({ type: 'slice', value: cut }, [padded], [3, 3]);
      const both = add({ type: 'concat', value: { axis: 1 } }, [piece, piece], [3, 6]);
      const numbers = add({ type: 'uniform', value: { stream: nodes.length } }, [], [2, 6]);
      add({ type: 'concat', value: { axis: 0 } }, [both, numbers], [5, 6]);
    },
    () => add({ type: 'gather' }, [pick(shaped([6, 5])), pick(shaped([4, 2]))], [4, 2, 5]),
  ];
  // One of each shape first, so that every recipe finds its operands.
  for (const recipe of [recipes[3], recipes[5], recipes[6]]) recipe?.();
  while (nodes.length < 60) {
    const before = nodes.length;
    pick(recipes)();
    const node = nodes.at(-1) as GraphNode;
    // A unary operator keeps whatever shape it was given.
    if (
      nodes.length > before &&
      node.inputs.length === 1 &&
      node.operator.type in Object.fromEntries(UNARY.map((name) => [name, 1]))
    ) {
      nodes[nodes.length - 1] = { ...node, shape: node.inputShapes[0] as Shape };
    }
  }
  const states = ['a', 'b', 'c'].map((name, t) => ({
    name,
    shape: SHAPE,
    init: { type: 'Uniform' as const, value: { low: toBits(-2), high: toBits(2 + t) } },
    next: pick(shaped(SHAPE)),
  }));
  const lossNode = shaped([]).at(-1) as number;
  return {
    header: {
      version: 1,
      operatorSet: 1,
      kernels: kernelsHash(),
      stateCount: 3,
      nodeCount: nodes.length,
      lossNode,
      batchSize: 4,
      rowStride: 3,
      rowWidth: 3,
    },
    states,
    nodes,
    constants: new Map(),
  };
}

test('random programs give the bits that their element programs define, whatever memory is used again', async () => {
  const dataset = Float32Array.from({ length: 30 }, (_, i) => i % 7);
  for (let seed = 1; seed <= 25; seed++) {
    const program = randomProgram(seed);
    checkProgram(program);
    const options = { program, dataset, rows: 10, seed: SEED };
    const executor = await createCanonicalExecutor(options);
    executor.initialState(SEED);
    for (let step = 0; step < 3; step++) {
      const state = executor.state().map((bytes) => new Float32Array(bytes.buffer));
      const outputs: Float32Array[] = [];
      program.nodes.forEach((node, i) => {
        const context = { step, seed: SEED, rows: 10, batchSize: 4, rowStride: 3, dataset };
        const operands = node.inputs.map((input) => outputs[input] as Float32Array);
        outputs[i] =
          node.operator.type === 'state'
            ? (state[node.operator.value.tensor] as Float32Array)
            : referee(node, operands, context);
        expect(outputs[i]?.length).toBe(elementCount(node.shape));
      });
      executor.runStep(step);
      expect(executor.state(), `program ${seed}, step ${step}`).toEqual(
        program.states.map(({ next }) => tensorBytes(outputs[next] as Float32Array)),
      );
    }
  }
});

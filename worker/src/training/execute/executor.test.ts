import { batchRows } from '@plumbline/verification/data/batch';
import { toBits } from '@plumbline/verification/f32/bits';
import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { initialTensor } from '@plumbline/verification/init/initial';
import { referee } from '@plumbline/verification/operators/referee';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorRoot } from '@plumbline/verification/trace/tensor';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  CONTEXT,
  compileSmallTransformer,
  DATASET,
  freshExecutor,
  ROWS,
  SEED,
} from './small-transformer.fixture.ts';

let program: Program;

beforeAll(async () => {
  program = await compileSmallTransformer();
});

/** One step by definition: every element program of every node, and what only names tensors looked up. */
function refereeStep(state: readonly Float32Array[], step: number): Float32Array[] {
  const { batchSize, rowStride } = program.header;
  const context = { step, seed: SEED, rows: ROWS, batchSize, rowStride, dataset: DATASET };
  const outputs: Float32Array[] = [];
  program.nodes.forEach((node, i) => {
    const inputs = node.inputs.map((input) => outputs[input] as Float32Array);
    switch (node.operator.type) {
      case 'state':
        outputs[i] = state[node.operator.value.tensor] as Float32Array;
        break;
      case 'constant': {
        const bytes = program.constants.get(toHex(node.operator.value.root)) as Uint8Array;
        outputs[i] = new Float32Array(bytes.slice().buffer);
        break;
      }
      default:
        outputs[i] = referee(node, inputs, context);
    }
  });
  return outputs;
}

describe('a step of the executor', () => {
  test('has, at every node, the bits that the element programs define', async () => {
    const executor = await freshExecutor(program);
    let state = program.states.map(({ init, shape }, t) => initialTensor(init, SEED, t, shape));
    for (const step of [0, 1]) {
      const truth = refereeStep(state, step);
      let compared = 0;
      const loss = executor.runStep(step, {
        onNode: (node, output) => {
          const bits = [...output].map(toBits);
          expect(bits, `node ${node} ${program.nodes[node]?.operator.type}`).toEqual(
            [...(truth[node] as Float32Array)].map(toBits),
          );
          compared++;
        },
      });
      expect(compared).toBe(program.nodes.length);
      expect(loss).toBe(truth[program.header.lossNode]?.[0]);
      state = program.states.map(({ next }) => truth[next] as Float32Array);
      expect(toHex(executor.stateRoot())).toBe(toHex(stateRoot(state.map(tensorRoot))));
    }
  });

  test('is the same with and without somebody looking', async () => {
    const [quiet, watched] = [await freshExecutor(program), await freshExecutor(program)];
    for (let step = 0; step < 5; step++) {
      expect(quiet.runStep(step)).toBe(watched.runStep(step, { onNode: () => undefined }));
    }
    expect(toHex(quiet.stateRoot())).toBe(toHex(watched.stateRoot()));
  });

  test('carries a value overwritten in place on to what reads it', async () => {
    const [honest, faulty] = [await freshExecutor(program), await freshExecutor(program)];
    honest.runStep(0);
    const { next } = program.states[0] as { next: number };
    faulty.runStep(0, {
      onNode: (node, output) => {
        if (node === next) output[0] = (output[0] as number) + 1;
      },
    });
    const [a, b] = [honest, faulty].map(
      (executor) => new Float32Array((executor.state()[0] as Uint8Array).buffer),
    );
    expect(b?.[0]).toBe(Math.fround((a?.[0] as number) + 1));
    expect(b?.slice(1)).toEqual(a?.slice(1));
    // Constants are copies: what is written into one is gone.
    const constants = program.nodes.map(
      ({ operator }) => operator.type === 'constant' || operator.type === 'fill',
    );
    const spoiled = await freshExecutor(program);
    spoiled.runStep(0, {
      onNode: (node, output) => {
        if (constants[node]) output.fill(99);
      },
    });
    expect(toHex(spoiled.stateRoot())).toBe(toHex(honest.stateRoot()));
  });

  test('reads the examples that the seed draws', async () => {
    const executor = await freshExecutor(program);
    const input = program.nodes.findIndex(
      ({ operator }) => operator.type === 'batch' && operator.value.offset === 0,
    );
    executor.runStep(7, {
      onNode: (node, output) => {
        if (node !== input) return;
        const rows = batchRows({ seed: SEED, step: 7, batchSize: 3, rows: ROWS });
        expect([...output]).toEqual(rows.flatMap((row) => [...DATASET.subarray(row, row + CONTEXT)]));
      },
    });
  });
});

describe('training', () => {
  test('learns, and twice the same', async () => {
    const [first, second] = [await freshExecutor(program), await freshExecutor(program)];
    const losses = Array.from({ length: 120 }, (_, step) => first.runStep(step));
    for (let step = 0; step < 120; step++) second.runStep(step);
    expect(losses[0]).toBeGreaterThan(1.5);
    expect(losses.at(-1)).toBeLessThan(1);
    expect(toHex(second.stateRoot())).toBe(toHex(first.stateRoot()));
  });

  test('goes on from a loaded state to the same bits', async () => {
    const [whole, until, from] = [
      await freshExecutor(program),
      await freshExecutor(program),
      await freshExecutor(program),
    ];
    for (let step = 0; step < 20; step++) whole.runStep(step);
    for (let step = 0; step < 11; step++) until.runStep(step);
    for (let step = 0; step < 3; step++) from.runStep(step);
    from.load(until.state());
    for (let step = 11; step < 20; step++) from.runStep(step);
    expect(from.tensorRoots().map(toHex)).toEqual(whole.tensorRoots().map(toHex));
  });

  test('keeps its memory', async () => {
    const executor = await freshExecutor(program);
    let buffer: ArrayBufferLike | undefined;
    for (let step = 0; step < 3; step++) {
      executor.runStep(step, {
        onNode: (node, output) => {
          if (program.nodes[node]?.operator.type !== 'matmul') return;
          buffer ??= output.buffer;
          expect(output.buffer).toBe(buffer);
        },
      });
    }
  });
});

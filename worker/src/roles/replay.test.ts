import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { expect, test } from 'vitest';
import { NetworkError } from '../network/errors.ts';
import { createCanonicalExecutor } from '../training/execute/executor.ts';
import { kernelsHash } from '../training/kernels/identity.ts';
import type { Executor } from './executor.ts';
import { type ReplayOptions, replayInitial, replayInterval } from './replay.ts';

const [STEPS, EVERY, ROWS] = [24, 2, 10];
const program = linearModel(kernelsHash());
const values = Float32Array.from({ length: 4 * ROWS }, (_, i) => ((i * 7) % 11) / 11 - 0.5);
const seed = blake2b256(Uint8Array.of(9));

async function createExecutor(): Promise<Executor & { readonly ran: number[] }> {
  const dataset = new Uint8Array(values.buffer);
  const canonical = await createCanonicalExecutor({ program, dataset, rows: ROWS, seed });
  const ran: number[] = [];
  return {
    ran,
    reset: () => canonical.initialState(seed),
    load: (state) => canonical.load(state),
    state: () => canonical.state(),
    tensorRoots: () => canonical.tensorRoots(),
    stateRoot: () => canonical.stateRoot(),
    runStep(step) {
      ran.push(step);
      return canonical.runStep(step);
    },
  };
}

interface Served {
  readonly options: ReplayOptions & { readonly executor: { readonly ran: number[] } };
  readonly asked: number[];
}

/** A training whose Solver serves these checkpoints only; those in `wrong` were posted with other roots. */
async function served(
  serves: (checkpoint: number) => boolean,
  wrong: readonly number[] = [],
): Promise<Served> {
  const solver = await createExecutor();
  solver.reset();
  const [checkpoints, states]: [Hash[], Uint8Array[][]] = [[solver.stateRoot()], [solver.state()]];
  for (let step = 0; step < STEPS; step++) {
    solver.runStep(step);
    if ((step + 1) % EVERY > 0) continue;
    checkpoints.push(solver.stateRoot());
    states.push(solver.state());
  }
  for (const checkpoint of wrong) checkpoints[checkpoint] = blake2b256(Uint8Array.of(checkpoint));
  const asked: number[] = [];
  const fetch = async (checkpoint: number): Promise<Uint8Array[]> => {
    asked.push(checkpoint);
    if (serves(checkpoint)) return states[checkpoint]!;
    throw new NetworkError('BlobUnavailable', 'nobody has it');
  };
  const executor = await createExecutor();
  return { asked, options: { executor, steps: STEPS, checkpointEvery: EVERY, checkpoints, fetch } };
}

test('one interval is run from the checkpoint before it, and nothing else', async () => {
  const { options, asked } = await served(() => true);
  expect(await replayInterval(options, 7)).toEqual({ ok: true });
  expect(asked).toEqual([7]);
  expect(options.executor.ran).toEqual([14, 15]);
});

test('the next interval goes on from what was just found right, without asking anybody', async () => {
  const { options, asked } = await served(() => false);
  expect(replayInitial(options)).toEqual({ ok: true });
  expect(await replayInterval(options, 0, 0)).toEqual({ ok: true });
  expect(await replayInterval(options, 1, 1)).toEqual({ ok: true });
  expect(asked).toEqual([]);
  expect(options.executor.ran).toEqual([0, 1, 2, 3]);
});

test('a Solver that serves nothing is asked a few times only, however long the training was', async () => {
  const { options, asked } = await served(() => false);
  expect(await replayInterval(options, 10)).toEqual({ ok: true });
  expect(asked).toEqual([10, 9, 8]);
  const standing = await served(() => false);
  replayInitial(standing.options);
  expect(await replayInterval(standing.options, 3, 0)).toEqual({ ok: true });
  expect(await replayInterval(standing.options, 11, 4)).toEqual({ ok: true });
  expect(standing.asked).toEqual([3, 2, 1, 11, 10, 9]);
  expect(standing.options.executor.ran).toHaveLength(STEPS);
});

test('what the executor holds is not taken for a checkpoint that lies before it', async () => {
  const { options, asked } = await served(() => true);
  expect(await replayInterval(options, 9)).toEqual({ ok: true });
  expect(await replayInterval(options, 3, 10)).toEqual({ ok: true });
  expect(asked).toEqual([9, 3]);
});

test('the first wrong interval on the way is named, and a wrong initial state is the one past the last', async () => {
  const late = await served(() => false, [6, 9]);
  expect(await replayInterval(late.options, 10)).toEqual({ ok: false, interval: 5 });
  const begin = await served(() => false, [0]);
  expect(replayInitial(begin.options)).toEqual({ ok: false, interval: 12 });
  expect(await replayInterval(begin.options, 2)).toEqual({ ok: false, interval: 12 });
});

test('what is wrong here, and not with the Solver, is not taken for a fault', async () => {
  const { options } = await served(() => true);
  const broken = { ...options, fetch: () => Promise.reject(new Error('the disk is full')) };
  await expect(replayInterval(broken, 3)).rejects.toThrow('the disk is full');
  await expect(replayInterval({ ...options, signal: AbortSignal.abort() }, 3)).rejects.toThrow();
});

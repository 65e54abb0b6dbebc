import { blobRoot } from '@plumbline/verification/merkle/blob';
import { applyMove } from '@plumbline/verification/pinpoint/apply';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { Outcome } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { stateRoot } from '@plumbline/verification/trace/state';
import { describe, expect, test } from 'vitest';
import {
  createExecutor,
  EVERY,
  facts,
  program,
  STEPS,
  type Training,
  traceOf,
  trained,
} from '../../test/disputed-training.ts';
import { cheatingCourse, planCheat } from './adversary.ts';
import { type Course, honestCourse } from './course.ts';
import { replayInitial, replayInterval } from './replay.ts';

async function play(
  training: Training,
  course: Course,
  interval: number,
): Promise<{ winner: string; reason: string }> {
  const defender = await traceOf(course, training);
  // The challenger makes a new trace for every move, as if it were killed after each.
  let state = openGame(facts, {
    interval,
    start: training.roots[interval]!,
    end: training.roots[interval + 1]!,
  });
  for (let round = 0; round < 100; round++) {
    const side = turnOf(state);
    const move =
      side === 'Defender'
        ? await defend(facts, state, defender)
        : await challenge(facts, state, await traceOf(honestCourse, training));
    const outcome: Outcome = applyMove(facts, state, side, move);
    if (outcome.kind === 'verdict') return outcome;
    state = outcome.state;
  }
  throw new Error('the game does not end');
}

async function firstWrong(training: Training): Promise<number | undefined> {
  const executor = await createExecutor();
  const fetch = async (checkpoint: number): Promise<Uint8Array[]> => training.states[checkpoint]!;
  const options = { executor, steps: STEPS, checkpointEvery: EVERY, checkpoints: training.roots, fetch };
  expect(replayInitial(options)).toEqual({ ok: true });
  for (let interval = 0; interval < STEPS / EVERY; interval++) {
    if (!(await replayInterval(options, interval)).ok) return interval;
  }
  return undefined;
}

describe.each(['wrong-step', 'lazy', 'short-cut', 'wrong-data'] as const)(
  'a Solver that cheats by "%s"',
  (cheat) => {
    test('is found out by replay, and loses the game at one basic operation', async () => {
      for (let round = 0; round < 4; round++) {
        const plan = planCheat(cheat, program, STEPS);
        const course = cheatingCourse(plan, program, EVERY);
        const training = await trained(course);
        const interval = await firstWrong(training);
        if (plan.cheat === 'wrong-step') expect(interval).toBe(Math.floor(plan.step / EVERY));
        // A course made anew from the plan, as after a restart, defends the same training.
        const verdict = await play(training, cheatingCourse(plan, program, EVERY), interval!);
        expect(verdict).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
      }
    });
  },
);

test('a checkpoint that nobody serves is computed from the seed, and a lie before it still comes out', async () => {
  const plan = planCheat('lazy', program, STEPS);
  const training = await trained(cheatingCourse(plan, program, EVERY));
  const missing = Object.assign(new Error('nobody has it'), { code: 'BlobUnavailable' });
  const withheld = { steps: STEPS, checkpointEvery: EVERY, fetch: () => Promise.reject(missing) };
  const lie = { ...withheld, executor: await createExecutor(), checkpoints: training.roots };
  expect(await replayInterval(lie, 2)).toEqual({ ok: false, interval: 0 });
  const honest = {
    ...withheld,
    executor: await createExecutor(),
    checkpoints: (await trained(honestCourse)).roots,
  };
  expect(await replayInterval(honest, 2)).toEqual({ ok: true });
});

test('checkpoints with a NaN that no machine would write are laid to the interval that made them, and lose', async () => {
  const training = await trained(honestCourse);
  for (const checkpoint of [1, 2, 3]) {
    const state = training.states[checkpoint]!.map((tensor) => tensor.slice());
    new DataView(state[0]!.buffer).setUint32(0, 0xffc00001, true);
    training.states[checkpoint] = state;
    training.roots[checkpoint] = stateRoot(state.map(blobRoot));
  }
  const options = {
    executor: await createExecutor(),
    steps: STEPS,
    checkpointEvery: EVERY,
    checkpoints: training.roots,
    fetch: async (checkpoint: number): Promise<Uint8Array[]> => training.states[checkpoint]!,
  };
  for (const interval of [0, 1, 2]) {
    expect(await replayInterval(options, interval)).toEqual({ ok: false, interval: 0 });
  }
});

import { applyMove } from '@plumbline/verification/pinpoint/apply';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { Outcome } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { expect, test } from 'vitest';
import { createExecutor, EVERY, facts, program, traceOf, trained } from '../../test/disputed-training.ts';
import { cheatingCourse, wrongStep } from './adversary.ts';
import { type Course, honestCourse } from './course.ts';
import type { Executor } from './executor.ts';
import type { StateAt } from './kept-states.ts';

const INTERVAL = 1;

/** An executor, and how many steps were run on it. */
async function counted(): Promise<{ executor: Executor; steps: () => number }> {
  const executor = await createExecutor();
  let steps = 0;
  const runStep: Executor['runStep'] = (step, onNode) => {
    steps++;
    return executor.runStep(step, onNode);
  };
  return { executor: { ...executor, runStep }, steps: () => steps };
}

/** Steps that each side runs for a whole dispute about a wrong step. */
async function stepsOfDispute(step: number, keptBytes?: number) {
  const course = cheatingCourse(
    wrongStep(program, step, () => 0),
    program,
    EVERY,
  );
  const training = await trained(course);
  const side = async (own: Course) => {
    const { executor, steps } = await counted();
    const kept = keptBytes === undefined ? {} : { keptBytes };
    return { steps, trace: await traceOf(own, training, { executor, ...kept }) };
  };
  const sides = { Defender: await side(course), Challenger: await side(honestCourse) };
  const [start, end] = training.roots.slice(INTERVAL);
  let state = openGame(facts, { interval: INTERVAL, start: start!, end: end! });
  for (;;) {
    const turn = turnOf(state);
    const play = turn === 'Defender' ? defend : challenge;
    const outcome: Outcome = applyMove(facts, state, turn, await play(facts, state, sides[turn].trace));
    if (outcome.kind === 'verdict') {
      expect(outcome).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
      return { defender: sides.Defender.steps(), challenger: sides.Challenger.steps() };
    }
    state = outcome.state;
  }
}

const last = (INTERVAL + 1) * EVERY - 1;

test.each([INTERVAL * EVERY, INTERVAL * EVERY + 17, last])(
  'a dispute about step %i takes each side the interval once, and a few steps to lay one open',
  async (step) => {
    const { defender, challenger } = await stepsOfDispute(step);
    // Sixteen points split the interval, and what lies between two of them is run again.
    const most = EVERY + Math.ceil(EVERY / 16) + 1;
    expect(defender).toBeLessThanOrEqual(most);
    expect(challenger).toBeLessThanOrEqual(most);
  },
);

test('without room for states and outputs it takes half of the interval again, and two more runs of one step', async () => {
  const { defender, challenger } = await stepsOfDispute(last, 0);
  const most = EVERY + EVERY / 2 + 3;
  expect(defender).toBeLessThanOrEqual(most);
  expect(challenger).toBeLessThanOrEqual(most);
});

test('a state is kept as what it is, also where its roots were known before the interval was run', async () => {
  const training = await trained(honestCourse);
  const right = await (await traceOf(honestCourse, training)).operatorRoots(41);
  const trace = await traceOf(honestCourse, training);
  // A worker that was started again in the middle of a game asks for these first.
  await trace.tensorRoots(41);
  await trace.operatorRoots(41);
  await trace.stateRoots(40, 56);
  await trace.operatorRoots(50);
  expect(await trace.operatorRoots(41)).toEqual(right);
});

test('when no state to begin with can be had the executor is nowhere, wherever the search has left it', async () => {
  const { roots, states } = await trained(honestCourse);
  const executor = await createExecutor();
  let isServed = true;
  const startBefore = async (steps: number): Promise<StateAt> => {
    const checkpoint = Math.floor(steps / EVERY);
    if (isServed) return { steps: checkpoint * EVERY, state: states[checkpoint]! };
    executor.load(states[0]!);
    throw new Error('nobody serves it');
  };
  const trace = await traceOf(honestCourse, { roots, states }, { executor, startBefore, keptBytes: 0 });
  await trace.tensorRoots(EVERY + 2);
  isServed = false;
  await expect(trace.tensorRoots(EVERY + 1)).rejects.toThrow('nobody serves it');
  isServed = true;
  const own = await traceOf(honestCourse, { roots, states });
  expect(await trace.tensorRoots(EVERY + 3)).toEqual(await own.tensorRoots(EVERY + 3));
});

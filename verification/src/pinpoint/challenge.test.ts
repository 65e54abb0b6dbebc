import { expect, test } from 'vitest';
import { corrupted } from '../../test/pinpoint/lies.ts';
import { play } from '../../test/pinpoint/play.ts';
import { randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom } from '../../test/pinpoint/random.ts';
import { createSetting, initialState, ReferenceTrace } from '../../test/pinpoint/reference-trace.ts';
import { challenge } from './challenge.ts';
import { defend } from './defend.ts';
import { openGame } from './open.ts';
import type { Trace } from './trace.ts';

test('the end state is judged by the operators agreed on, not by the state that the Solver serves for it', async () => {
  const random = createRandom(3);
  const setting = createSetting(randomProgram(random, ['add', 'mul']), 2, 1, 3);
  const { facts, program } = setting;
  const honest = new ReferenceTrace(setting, 0, 1, initialState(setting));
  const end = honest.state(1).map((values) => values.slice());
  corrupted(random, end[1]!, 0);
  const served = new ReferenceTrace(setting, 1, 0, end);
  // Both sides read the end of the interval from the Solver's own checkpoint, as a worker started anew may.
  const trace: Trace = {
    program,
    dataset: honest.dataset,
    stateRoots: (first, last) => honest.stateRoots(first, last),
    operatorRoots: (step) => honest.operatorRoots(step),
    nodeOutput: (step, node) => honest.nodeOutput(step, node),
    initialTensor: (tensor) => honest.initialTensor(tensor),
    tensorRoots: (steps) => (steps === 0 ? honest : served).tensorRoots(steps),
  };
  const opening = openGame(facts, { interval: 0, start: honest.rootOf(0), end: served.rootOf(1) });
  const { verdict } = await play(facts, opening, {
    defender: (state) => defend(facts, state, trace),
    challenger: (state) => challenge(facts, state, trace),
  });
  expect(verdict).toEqual({ winner: 'Challenger', reason: 'EndStateWrong' });
});

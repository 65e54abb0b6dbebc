import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contest } from '../../test/pinpoint/contest.ts';
import { corrupted } from '../../test/pinpoint/lies.ts';
import { moveBytes, play } from '../../test/pinpoint/play.ts';
import { OPERATORS, randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom, type Random } from '../../test/pinpoint/random.ts';
import {
  createSetting,
  initialState,
  ReferenceTrace,
  type Setting,
} from '../../test/pinpoint/reference-trace.ts';
import { tampered } from '../../test/pinpoint/tampered.ts';
import { device, hasProgram } from '../../test/tolerant/device.ts';
import { toBits } from '../f32/bits.ts';
import { referee } from '../operators/referee.ts';
import { findFault } from '../tolerant/find-fault.ts';
import { isOutside } from '../tolerant/outside.ts';
import type { RunNode } from '../tolerant/run-node.ts';
import { accuse } from './accuse.ts';
import { defend } from './defend.ts';
import type { GameState } from './facts.ts';
import { openGame } from './open.ts';

const STEPS = 3;

function tolerantSetting(random: Random): Setting {
  const operators = Array.from({ length: 5 }, () => random.pick(OPERATORS));
  const setting = createSetting(randomProgram(random, operators), STEPS, STEPS, random.below(60000));
  return { ...setting, facts: { ...setting.facts, mode: 'Tolerant' } };
}

function honestSolver(random: Random, setting: Setting): ReferenceTrace {
  return new ReferenceTrace(setting, 0, STEPS, initialState(setting), device(random, setting));
}

interface Liar {
  readonly trace: ReferenceTrace;
  readonly step: number;
  readonly node: number;
  readonly element: number;
}

/** A Solver with a device of its own that puts one element outside its bound; undefined where the bound has no end. */
function lyingSolver(random: Random, setting: Setting): Liar | undefined {
  const { nodes } = setting.program;
  const node = random.pick(nodes.flatMap((one, i) => (hasProgram(one) ? [i] : [])));
  const step = random.below(STEPS);
  let element: number | undefined;
  const solver = device(random, setting, (at, index, output, bounded) => {
    if (at !== step || index !== node) return;
    const chosen = random.below(output.length);
    const [value, bound] = bounded(chosen);
    for (let attempt = 0; attempt < 20; attempt++) {
      corrupted(random, output, chosen);
      if (isOutside(toBits(output[chosen]!), value, bound)) element = chosen;
      if (element !== undefined) return;
    }
  });
  const trace = new ReferenceTrace(setting, 0, STEPS, initialState(setting), solver);
  return element === undefined ? undefined : { trace, step, node, element };
}

/** Whole nodes by their definitions; `batch` nodes, which read the dataset, are left to whoever asks. */
const withReferee: RunNode = (node, operands, context) =>
  node.operator.type === 'batch' ? undefined : referee(node, operands, context);

function opening(setting: Setting, solver: ReferenceTrace): GameState {
  return openGame(setting.facts, { interval: 0, start: solver.rootOf(0), end: solver.rootOf(STEPS) });
}

const SEEDS = fc.integer({ min: 1, max: 2 ** 31 });

describe('a tolerant task', () => {
  test('whose Solver went to the limits of its device has no fault, and no challenger wins', async () => {
    await fc.assert(
      fc.asyncProperty(SEEDS, async (seed) => {
        const random = createRandom(seed);
        const setting = tolerantSetting(random);
        const { facts } = setting;
        const honest = honestSolver(random, setting);
        expect(await findFault(facts, 0, STEPS, honest)).toBeUndefined();
        expect(await findFault(facts, 0, STEPS, honest, withReferee)).toBeUndefined();
        const canonical = new ReferenceTrace(setting, 0, STEPS, initialState(setting));
        for (let game = 0; game < 3; game++) {
          const { winner } = await contest(
            {
              facts,
              opening: opening(setting, honest),
              honestSide: 'Defender',
              honest,
              others: [canonical, honest, tampered(honest, random)],
            },
            random,
            [],
          );
          expect(winner).toBe('Defender');
        }
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  test('with one element outside its bound is lost by whoever committed to it', async () => {
    const reasons = new Set<string>();
    await fc.assert(
      fc.asyncProperty(SEEDS, async (seed) => {
        const random = createRandom(seed);
        const setting = tolerantSetting(random);
        const { facts } = setting;
        const liar = lyingSolver(random, setting);
        if (liar === undefined) return;
        const { trace, ...where } = liar;
        const fault = await findFault(facts, 0, STEPS, trace);
        expect(fault).toEqual({ kind: 'Element', ...where });
        expect(await findFault(facts, 0, STEPS, trace, withReferee)).toEqual(fault);
        const { winner, reason } = await contest(
          {
            facts,
            opening: opening(setting, trace),
            honestSide: 'Challenger',
            honest: trace,
            others: [trace],
            strategy: (known, state, served) => accuse(known, state, served, fault!),
          },
          random,
          [],
        );
        reasons.add(reason);
        expect(winner).toBe('Challenger');
      }),
      { numRuns: 12 },
    );
    expect([...reasons]).toContain('ElementWrong');
  }, 60_000);

  test('is played in moves as small as any other', async () => {
    const random = createRandom(11);
    const setting = tolerantSetting(random);
    const { facts } = setting;
    const { trace } = lyingSolver(random, setting)!;
    const fault = (await findFault(facts, 0, STEPS, trace))!;
    const { verdict, moves } = await play(facts, opening(setting, trace), {
      defender: (state) => defend(facts, state, trace),
      challenger: (state) => accuse(facts, state, trace, fault),
    });
    expect(verdict).toEqual({ winner: 'Challenger', reason: 'ElementWrong' });
    for (const move of moves) {
      expect(moveBytes(move)).toBeLessThanOrEqual(move.type === 'ProveOperation' ? 24 * 1024 : 8 * 1024);
    }
  });

  test('that names another tensor, or ends in another state, is lost bit for bit', async () => {
    const random = createRandom(23);
    const setting = tolerantSetting(random);
    const { facts, program } = setting;
    const honest = honestSolver(random, setting);
    const moved = initialState(setting).map((values) => values.slice());
    corrupted(random, moved[0]!, 0);
    const elsewhere = new ReferenceTrace(setting, 0, STEPS, moved, device(random, setting));
    const other = {
      ...asTrace(honest),
      tensorRoots: async (steps: number) => (steps === 0 ? elsewhere : honest).tensorRoots(steps),
    };
    const node = program.nodes.findIndex(
      ({ operator }) => operator.type === 'state' && operator.value.tensor === 0,
    );
    expect(await findFault(facts, 0, STEPS, other)).toEqual({ kind: 'Source', step: 0, node });
    const ending = {
      ...asTrace(honest),
      tensorRoots: async (steps: number) => (steps === STEPS ? elsewhere : honest).tensorRoots(steps),
      stateRoots: async (first: number, last: number) => [
        ...(await honest.stateRoots(first, last)).slice(0, -1),
        (last === STEPS ? elsewhere : honest).rootOf(last),
      ],
    };
    for (const [served, start, end] of [
      [other, elsewhere.rootOf(0), honest.rootOf(STEPS)],
      [ending, honest.rootOf(0), elsewhere.rootOf(STEPS)],
    ] as const) {
      const fault = (await findFault(facts, 0, STEPS, served))!;
      const { verdict } = await play(facts, openGame(facts, { interval: 0, start, end }), {
        defender: (state) => defend(facts, state, served),
        challenger: (state) => accuse(facts, state, served, fault),
      });
      expect(verdict).toEqual({
        winner: 'Challenger',
        reason: served === other ? 'SourceWrong' : 'EndStateWrong',
      });
    }
  });
});

function asTrace(trace: ReferenceTrace) {
  return {
    program: trace.program,
    dataset: trace.dataset,
    operatorRoots: (step: number) => trace.operatorRoots(step),
    nodeOutput: (step: number, node: number) => trace.nodeOutput(step, node),
    initialTensor: (tensor: number) => trace.initialTensor(tensor),
    stateRoots: (first: number, last: number) => trace.stateRoots(first, last),
    tensorRoots: (steps: number) => trace.tensorRoots(steps),
  };
}

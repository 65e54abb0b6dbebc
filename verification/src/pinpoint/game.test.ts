import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corrupted, type Lie, lieAt, openLie } from '../../test/pinpoint/lies.ts';
import { moveBytes, type Played, play } from '../../test/pinpoint/play.ts';
import { OPERATORS, randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom, type Random } from '../../test/pinpoint/random.ts';
import {
  createSetting,
  initialState,
  ReferenceTrace,
  type Setting,
} from '../../test/pinpoint/reference-trace.ts';
import { scrambled } from '../../test/pinpoint/scrambled.ts';
import type { Hash } from '../hash/blake2b.ts';
import { challenge } from './challenge.ts';
import { defend } from './defend.ts';
import type { GameState, Move } from './facts.ts';
import { openGame } from './open.ts';
import type { Trace } from './trace.ts';

const RUNS = { numRuns: 15 };

function playLie(lie: Lie, defender?: (state: GameState) => Promise<Move>): Promise<Played> {
  const { facts } = lie.setting;
  return play(facts, openLie(lie), {
    defender: defender ?? ((state) => defend(facts, state, lie.liar)),
    challenger: (state) => challenge(facts, state, lie.honest),
  });
}

/** The node and element that a played game came down to. */
function foundIn(states: readonly GameState[]): { step?: number; node?: number; element?: number } {
  const found: { step?: number; node?: number; element?: number } = {};
  for (const state of states) {
    if (state.type === 'Branch') found.step = state.value.at.step;
    if (state.type === 'Operator') found.node = state.value.node;
    if (state.type === 'Registers' || state.type === 'Proof') found.element = state.value.element;
  }
  return found;
}

/** No game is longer: two moves for each factor of 16, and those around them. */
function longestGame({ setting }: Lie): number {
  const rounds = (size: number): number => 2 * Math.ceil(Math.log(Math.max(size, 2)) / Math.log(16));
  const { checkpointEvery, nodeCount } = setting.facts;
  return rounds(checkpointEvery) + 2 + rounds(nodeCount) + 1 + rounds(8) + 2 + rounds(4096) + 1;
}

function expectCheap(lie: Lie, moves: readonly Move[]): void {
  expect(moves.length).toBeLessThanOrEqual(longestGame(lie));
  for (const move of moves) {
    expect(moveBytes(move), move.type).toBeLessThanOrEqual(
      move.type === 'ProveOperation' ? 24 * 1024 : 8 * 1024,
    );
  }
}

describe('a liar against an honest challenger', () => {
  test.each(OPERATORS)('is caught at the element of %s that it changed', async (name) => {
    for (let seed = 1; seed <= 2; seed++) {
      const lie = lieAt(createRandom(seed * 7919), [name, 'add', name], name);
      const { verdict, states, moves } = await playLie(lie);
      expect(verdict.winner).toBe('Challenger');
      const found = foundIn(states);
      expect(found.step).toBe(lie.step);
      expect(found.node).toBe(lie.node);
      const named = name === 'state' || name === 'constant' || name === 'reshape';
      expect(verdict.reason).toBe(named ? 'SourceWrong' : 'OperationWrong');
      if (!named) expect(found.element).toBe(lie.element);
      expectCheap(lie, moves);
    }
  });

  test('is caught whatever program, node, element and step it lies about', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const random = createRandom(seed);
        const operators = Array.from({ length: 12 }, () => random.pick(OPERATORS));
        const lie = lieAt(random, operators);
        const { verdict, states, moves } = await playLie(lie);
        expect(verdict.winner).toBe('Challenger');
        expect(foundIn(states)).toMatchObject({ step: lie.step, node: lie.node });
        expectCheap(lie, moves);
      }),
      RUNS,
    );
  });

  test('is caught when it reveals whatever the rules let through', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const random = createRandom(seed);
        const lie = lieAt(random, ['matmul', 'exp', 'sum', 'segmentSum']);
        const { verdict } = await playLie(lie, async (state) =>
          scrambled(random, state, await defend(lie.setting.facts, state, lie.liar)),
        );
        expect(verdict.winner).toBe('Challenger');
      }),
      RUNS,
    );
  });

  test('is caught when its operators are right and its end state is another', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = createRandom(seed);
      const setting = createSetting(randomProgram(random, ['add', 'mul']), 6, 3, seed);
      const { facts, program } = setting;
      const from = initialState(setting);
      const honest = new ReferenceTrace(setting, 3, 3, from);
      const tensor = random.below(program.states.length);
      // The state is changed after the step, where no operator shows it.
      const at = 4 + random.below(3);
      const stateAt = (steps: number): ReferenceTrace => {
        const tensors = honest.state(steps).map((values) => values.slice());
        if (steps >= at) corrupted(createRandom(seed), tensors[tensor]!, 0);
        return new ReferenceTrace(setting, steps, 0, tensors);
      };
      const liar: Trace & { rootOf(steps: number): Hash } = {
        program,
        dataset: honest.dataset,
        operatorRoots: (step) => honest.operatorRoots(step),
        nodeOutput: (step, node) => honest.nodeOutput(step, node),
        initialTensor: (index) => honest.initialTensor(index),
        rootOf: (steps) => stateAt(steps).rootOf(steps),
        tensorRoots: (steps) => stateAt(steps).tensorRoots(steps),
        stateRoots: async (first, last) =>
          Array.from({ length: last - first }, (_, i) => stateAt(first + i + 1).rootOf(first + i + 1)),
      };
      const opening = openGame(facts, { interval: 1, start: honest.rootOf(3), end: liar.rootOf(6) });
      const { verdict, states: played } = await play(facts, opening, {
        defender: (state) => defend(facts, state, liar),
        challenger: (state) => challenge(facts, state, honest),
      });
      expect(verdict).toEqual({ winner: 'Challenger', reason: 'EndStateWrong' });
      expect(foundIn(played).step).toBe(at - 1);
    }
  });

  test('is caught with any one initial weight changed', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = createRandom(seed);
      const setting = createSetting(randomProgram(random, []), 2, 2, seed);
      const { facts } = setting;
      const honest = new ReferenceTrace(setting, 0, 0, initialState(setting));
      const changed = initialState(setting);
      const tensor = random.below(changed.length);
      corrupted(random, changed[tensor]!, random.below(changed[tensor]!.length));
      const liar = new ReferenceTrace(setting, 0, 0, changed);
      const opening = openGame(facts, { interval: 'initial', start: liar.rootOf(0) });
      const { verdict, moves } = await play(facts, opening, {
        defender: (state) => defend(facts, state, liar),
        challenger: (state) => challenge(facts, state, honest),
      });
      expect(verdict).toEqual({ winner: 'Challenger', reason: 'InitialWrong' });
      expect(moves.length).toBeLessThanOrEqual(8);
    }
  });
});

describe('an honest defender', () => {
  /** Picks at random wherever there is a choice, and opens what is true. */
  function accuse(random: Random, facts: Setting['facts'], trace: ReferenceTrace) {
    return async (state: GameState): Promise<Move> => {
      switch (state.type) {
        case 'States':
        case 'Registers':
          return { type: 'Pick', value: { index: random.below(state.value.revealed.length) } };
        case 'OperatorTree':
        case 'EndTree':
        case 'InitialTree':
        case 'OutputTree':
          return { type: 'Pick', value: { index: random.below(state.value.cursor.revealed.length) } };
        case 'Branch':
          return {
            type: 'Descend',
            value: { tree: { type: random.below(5) === 0 ? 'EndState' : 'Operators' } },
          };
        case 'Leaf':
          return { type: 'PickElement', value: { index: random.below(state.value.bytes!.length / 4) } };
        default:
          return challenge(facts, state, trace);
      }
    };
  }

  test('wins against every false accusation', async () => {
    const reasons = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const random = createRandom(seed);
        const operators = Array.from({ length: 10 }, () => random.pick(OPERATORS));
        const setting = createSetting(
          randomProgram(random, operators),
          4,
          1 + random.below(2) * 3,
          seed & 0xffff,
        );
        const { facts } = setting;
        const honest = new ReferenceTrace(setting, 0, facts.checkpointEvery, initialState(setting));
        for (let game = 0; game < 4; game++) {
          const opening =
            game === 3
              ? openGame(facts, { interval: 'initial', start: honest.rootOf(0) })
              : openGame(facts, {
                  interval: 0,
                  start: honest.rootOf(0),
                  end: honest.rootOf(facts.checkpointEvery),
                });
          const { verdict } = await play(facts, opening, {
            defender: (state) => defend(facts, state, honest),
            challenger: accuse(random, facts, honest),
          });
          expect(verdict.winner).toBe('Defender');
          reasons.add(verdict.reason);
        }
      }),
      RUNS,
    );
    expect([...reasons].sort()).toEqual(['EndStateRight', 'InitialRight', 'OperationRight', 'SourceRight']);
  });

  test('gives an honest challenger nothing to deny', async () => {
    const random = createRandom(5);
    const setting = createSetting(randomProgram(random, ['exp']), 4, 4, 5);
    const honest = new ReferenceTrace(setting, 0, 4, initialState(setting));
    const opening = openGame(setting.facts, { interval: 0, start: honest.rootOf(0), end: honest.rootOf(4) });
    await expect(
      play(setting.facts, opening, {
        defender: (state) => defend(setting.facts, state, honest),
        challenger: (state) => challenge(setting.facts, state, honest),
      }),
    ).rejects.toMatchObject({ code: 'NothingWrong' });
  });
});

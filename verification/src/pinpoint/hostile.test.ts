import { gamePhase } from '@plumbline/runtime-types/domain/game';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyMove } from '../../test/pinpoint/any-move.ts';
import { OPERATORS, randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom, type Random } from '../../test/pinpoint/random.ts';
import { createSetting, initialState, ReferenceTrace } from '../../test/pinpoint/reference-trace.ts';
import { encodeState } from '../graph/codec.ts';
import { programRecords } from '../graph/program.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { recordsRoot, recordsTree } from '../merkle/records.ts';
import { applyMove } from './apply.ts';
import { challenge } from './challenge.ts';
import { defend } from './defend.ts';
import type { GameFacts, GameState, Move, Outcome } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openGame } from './open.ts';
import { nodeRecordIndex, tensorRecordIndex } from './records.ts';
import { turnOf } from './turn.ts';

describe('a program that was never checked', () => {
  test.each([
    ['more elements than can be counted', Array<number>(8).fill(2 ** 32 - 1)],
    ['too many elements', [2 ** 28, 2]],
    ['no elements', [3, 0]],
  ])('has a state tensor of %s: nobody can play on it', (_, shape) => {
    const setting = createSetting(randomProgram(createRandom(1), []), 2, 2, 1);
    const records = programRecords(setting.program);
    const [state] = setting.program.states;
    records[1] = encodeState({ ...state!, shape });
    const facts = { ...setting.facts, programRoot: recordsRoot(records) };
    const phase: GameState = { type: 'InitialTensor', value: { tensor: 0, root: blake2b256() } };
    const opening: Move = {
      type: 'OpenTensor',
      value: { record: records[1], path: recordsTree(records).path(1) },
    };
    expect(() => applyMove(facts, phase, 'Challenger', opening)).toThrow(
      expect.objectContaining({ name: 'IllegalMove', code: 'MalformedRecord' }),
    );
  });
});

/** What a move leads to, which the chain must be able to store; undefined when the rules do not allow it. */
function applied(facts: GameFacts, state: GameState, move: Move): Outcome | undefined {
  try {
    const outcome = applyMove(facts, state, turnOf(state), move);
    if (outcome.kind === 'next') gamePhase.codec.enc(outcome.state);
    return outcome;
  } catch (error) {
    if (error instanceof IllegalMove) return undefined;
    throw error;
  }
}

/** The move with the records of the program as it was committed to, broken as it may be. */
function withRecords(facts: GameFacts, state: GameState, records: Uint8Array[], move: Move): Move {
  const opened = (index: number) => ({
    record: records[index] as Uint8Array,
    path: recordsTree(records).path(index),
  });
  if (move.type === 'OpenOperator' && state.type === 'Operator') {
    return { type: 'OpenOperator', value: opened(nodeRecordIndex(facts, state.value.node)) };
  }
  if (move.type === 'OpenTensor' && state.type === 'InitialTensor') {
    return { type: 'OpenTensor', value: opened(tensorRecordIndex(state.value.tensor)) };
  }
  if (move.type === 'ProveEndState' && state.type === 'EndState') {
    const { record, path } = opened(tensorRecordIndex(state.value.tensor));
    return { type: 'ProveEndState', value: { ...move.value, record, recordPath: path } };
  }
  return move;
}

/** Picks anywhere, so that every phase is reached; other moves are those of the strategies. */
async function someMove(facts: GameFacts, state: GameState, trace: ReferenceTrace, random: Random) {
  if (turnOf(state) === 'Defender') return defend(facts, state, trace);
  switch (state.type) {
    case 'States':
    case 'Registers':
      return { type: 'Pick' as const, value: { index: random.below(state.value.revealed.length) } };
    case 'OperatorTree':
    case 'EndTree':
    case 'InitialTree':
    case 'OutputTree':
      return { type: 'Pick' as const, value: { index: random.below(state.value.cursor.revealed.length) } };
    case 'Branch': {
      const tree = { type: random.below(3) === 0 ? ('EndState' as const) : ('Operators' as const) };
      return { type: 'Descend' as const, value: { tree } };
    }
    case 'Leaf':
      return { type: 'PickElement' as const, value: { index: random.below(state.value.bytes!.length / 4) } };
    default:
      return challenge(facts, state, trace);
  }
}

test('whatever is played about whatever program is refused or leads to what the chain can store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
      const random = createRandom(seed);
      const operators = Array.from({ length: 8 }, () => random.pick(OPERATORS));
      const setting = createSetting(randomProgram(random, operators), 4, 2, seed & 0xffff);
      const trace = new ReferenceTrace(setting, 0, 2, initialState(setting));
      for (let game = 0; game < 6; game++) {
        const records = programRecords(setting.program).map((record) => {
          const broken = record.slice();
          if (random.below(3) === 0) broken[random.below(broken.length)] = random.bits();
          return broken;
        });
        const facts = { ...setting.facts, programRoot: recordsRoot(records) };
        const start = trace.rootOf(0);
        let outcome: Outcome | undefined = {
          kind: 'next',
          state:
            game % 3 === 0
              ? openGame(facts, { interval: 'initial', start })
              : openGame(facts, { interval: 0, start, end: trace.rootOf(2) }),
        };
        while (outcome?.kind === 'next') {
          const { state } = outcome;
          for (let i = 0; i < 12; i++) applied(facts, state, anyMove(random));
          // The strategies are for sound programs only; the rules have to know the others.
          const move = await someMove(facts, state, trace, random).catch(() => anyMove(random));
          outcome = applied(facts, state, withRecords(facts, state, records, move));
        }
      }
    }),
    { numRuns: 15 },
  );
});

import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { describe, expect, test } from 'vitest';
import { forgeries } from '../../test/pinpoint/forgeries.ts';
import { corrupted, lieAt, openLie } from '../../test/pinpoint/lies.ts';
import { play } from '../../test/pinpoint/play.ts';
import { randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom } from '../../test/pinpoint/random.ts';
import { createSetting, initialState, ReferenceTrace } from '../../test/pinpoint/reference-trace.ts';
import type { OperatorName } from '../graph/types.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { applyMove } from './apply.ts';
import { challenge } from './challenge.ts';
import { defend } from './defend.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openGame } from './open.ts';
import { turnOf } from './turn.ts';

/** One move of each kind; those of other phases must be refused. */
const SAMPLES: readonly Move[] = [
  { type: 'RevealStates', value: { states: [] } },
  { type: 'CommitOperators', value: { root: blake2b256() } },
  { type: 'RevealChildren', value: { children: [] } },
  { type: 'RevealLeaf', value: { bytes: new Uint8Array(0) } },
  { type: 'RevealRegisters', value: { files: [] } },
  { type: 'Pick', value: { index: 0 } },
  { type: 'Descend', value: { tree: { type: 'Operators' } } },
  { type: 'OpenOperator', value: { record: new Uint8Array(0), path: [] } },
  { type: 'OpenTensor', value: { record: new Uint8Array(0), path: [] } },
  { type: 'PickElement', value: { index: 0 } },
  {
    type: 'ProveEndState',
    value: { record: new Uint8Array(0), recordPath: [], root: blake2b256(), rootPath: [] },
  },
  { type: 'ProveSource', value: { root: blake2b256(), path: [] } },
  { type: 'ProveOperation', value: { operands: [] } },
];

/** Every forgery of every move of a game is refused and leaves the state as it was; returns the phases seen. */
async function expectForgeriesRefused(
  facts: GameFacts,
  opening: GameState,
  traces: { defender: ReferenceTrace; challenger: ReferenceTrace },
): Promise<Set<string>> {
  const { states, moves } = await play(facts, opening, {
    defender: (state) => defend(facts, state, traces.defender),
    challenger: (state) => challenge(facts, state, traces.challenger),
  });
  states.forEach((state, i) => {
    const before = gamePhase.codec.enc(state);
    const move = moves[i]!;
    const side = turnOf(state);
    const other = side === 'Defender' ? 'Challenger' : 'Defender';
    const refused = (by: typeof side, played: Move, code?: string) => {
      try {
        applyMove(facts, state, by, played);
      } catch (error) {
        expect(error).toBeInstanceOf(IllegalMove);
        if (code !== undefined) expect((error as IllegalMove).code).toBe(code);
        return;
      }
      throw new Error(`${state.type}: ${played.type} should be refused`);
    };
    refused(other, move, 'NotYourTurn');
    for (const sample of SAMPLES) if (sample.type !== move.type) refused(side, sample, 'WrongMove');
    for (const forgery of forgeries(move)) refused(side, forgery);
    expect(gamePhase.codec.enc(state)).toEqual(before);
  });
  return new Set(states.map(({ type }) => type));
}

describe('a move against the rules', () => {
  test('is refused in every phase and changes nothing', async () => {
    const phases = new Set<string>();
    const about: OperatorName[] = ['matmul', 'batch', 'state', 'reshape', 'gather', 'exp', 'sum', 'step'];
    for (const [index, name] of about.entries()) {
      const lie = lieAt(createRandom(100 + index), [name, 'square', name], name);
      const traces = { defender: lie.liar, challenger: lie.honest };
      for (const phase of await expectForgeriesRefused(lie.setting.facts, openLie(lie), traces))
        phases.add(phase);
    }
    const setting = createSetting(randomProgram(createRandom(3), ['add']), 2, 2, 3);
    const honest = new ReferenceTrace(setting, 0, 2, initialState(setting));
    const changed = initialState(setting);
    corrupted(createRandom(4), changed[3]!, 1100);
    const liar = new ReferenceTrace(setting, 0, 0, changed);
    const initial = openGame(setting.facts, { interval: 'initial', start: liar.rootOf(0) });
    for (const phase of await expectForgeriesRefused(setting.facts, initial, {
      defender: liar,
      challenger: honest,
    })) {
      phases.add(phase);
    }
    // The right operators, and an end state that is not theirs.
    const moved = honest.state(2).map((values) => values.slice());
    corrupted(createRandom(5), moved[0]!, 2);
    const end = new ReferenceTrace(setting, 2, 0, moved);
    const mixed = {
      ...traceOf(honest),
      stateRoots: async (first: number, last: number) => [
        ...(await honest.stateRoots(first, last)).slice(0, -1),
        end.rootOf(2),
      ],
      tensorRoots: (steps: number) => (steps === 2 ? end : honest).tensorRoots(steps),
    } as unknown as ReferenceTrace;
    const ends = openGame(setting.facts, { interval: 0, start: honest.rootOf(0), end: end.rootOf(2) });
    for (const phase of await expectForgeriesRefused(setting.facts, ends, {
      defender: mixed,
      challenger: honest,
    })) {
      phases.add(phase);
    }
    expect([...phases].sort()).toEqual([
      'Branch',
      'EndState',
      'EndTree',
      'InitialTensor',
      'InitialTree',
      'Leaf',
      'Operator',
      'OperatorTree',
      'Operators',
      'OutputTree',
      'Proof',
      'Registers',
      'Source',
      'States',
    ]);
  });

  test('is a game about an interval that does not exist', () => {
    const { facts } = createSetting(randomProgram(createRandom(1), []), 6, 2, 1);
    const root = blake2b256();
    for (const interval of [3, -1, 0.5]) {
      expect(() => openGame(facts, { interval, start: root, end: root })).toThrow(
        expect.objectContaining({ code: 'NoSuchInterval' }),
      );
    }
  });
});

function traceOf(trace: ReferenceTrace) {
  return {
    program: trace.program,
    dataset: trace.dataset,
    operatorRoots: (step: number) => trace.operatorRoots(step),
    nodeOutput: (step: number, node: number) => trace.nodeOutput(step, node),
    initialTensor: (tensor: number) => trace.initialTensor(tensor),
  };
}

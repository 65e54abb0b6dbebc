import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { describe, expect, test } from 'vitest';
import { corrupted, lieAt, openLie } from '../../test/pinpoint/lies.ts';
import { play } from '../../test/pinpoint/play.ts';
import { randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom } from '../../test/pinpoint/random.ts';
import { createSetting, initialState, ReferenceTrace } from '../../test/pinpoint/reference-trace.ts';
import type { OperatorName } from '../graph/types.ts';
import { blake2b256, type Hash } from '../hash/blake2b.ts';
import { hashInner } from '../merkle/tree.ts';
import { applyMove } from './apply.ts';
import { challenge } from './challenge.ts';
import { defend } from './defend.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openGame } from './open.ts';
import { turnOf } from './turn.ts';

function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const other = bytes.slice();
  other[at]! ^= 1;
  return other;
}

/** Paths that are nearly right: cut, longer, one sibling changed or two swapped into an inner node. */
function forgedPaths(path: Hash[]): Hash[][] {
  const forged = [[...path, blake2b256()]];
  if (path.length > 0) forged.push(path.slice(0, -1), path.slice(1), [flipped(path[0]!), ...path.slice(1)]);
  return forged;
}

/** Moves like this one that must be refused. */
function forgeries(move: Move): Move[] {
  switch (move.type) {
    case 'RevealStates': {
      const { states } = move.value;
      const lists = [
        states.slice(1),
        [...states, states[0]!].slice(0, 16),
        [...states.slice(0, -1), blake2b256()],
      ];
      return lists
        .filter((list) => list.length !== states.length || list.at(-1) !== states.at(-1))
        .map((list) => ({ type: 'RevealStates', value: { states: list } }));
    }
    case 'RevealChildren': {
      const { children } = move.value;
      const lists = [children.slice(1), children.map((child, i) => (i === 0 ? flipped(child) : child))];
      if (children.length > 1) lists.push([hashInner(children[0]!, children[1]!), ...children.slice(2)]);
      return lists.map((list) => ({ type: 'RevealChildren', value: { children: list } }));
    }
    case 'RevealLeaf': {
      const { bytes } = move.value;
      return [bytes.slice(4), flipped(bytes), Uint8Array.of(...bytes.slice(0, 8), ...bytes)].map((leaf) => ({
        type: 'RevealLeaf',
        value: { bytes: leaf.slice(0, 4096) },
      }));
    }
    case 'RevealRegisters': {
      const { files } = move.value;
      const stray = files[0]!.slice();
      stray.set([1, 0, 0xc0, 0x7f], 4);
      const lists = [
        files.slice(1),
        [...files.slice(0, -1), flipped(files.at(-1)!)],
        [stray, ...files.slice(1)],
      ];
      return lists.map((list) => ({ type: 'RevealRegisters', value: { files: list } }));
    }
    case 'Pick':
      return [16, 255].map((index) => ({ type: 'Pick', value: { index } }));
    case 'PickElement':
      return [1024, 65_535].map((index) => ({ type: 'PickElement', value: { index } }));
    case 'OpenOperator':
    case 'OpenTensor': {
      const { type, value } = move;
      return [
        { type, value: { ...value, record: flipped(value.record) } },
        ...forgedPaths(value.path).map((path) => ({ type, value: { ...value, path } })),
      ];
    }
    case 'ProveSource': {
      const { value } = move;
      return [
        { type: 'ProveSource', value: { ...value, root: flipped(value.root) } },
        ...forgedPaths(value.path).map((path): Move => ({ type: 'ProveSource', value: { ...value, path } })),
      ];
    }
    case 'ProveEndState': {
      const { value } = move;
      return [
        { type: 'ProveEndState', value: { ...value, record: flipped(value.record) } },
        { type: 'ProveEndState', value: { ...value, root: flipped(value.root) } },
        ...forgedPaths(value.rootPath).map(
          (rootPath): Move => ({ type: 'ProveEndState', value: { ...value, rootPath } }),
        ),
        ...forgedPaths(value.recordPath).map(
          (recordPath): Move => ({ type: 'ProveEndState', value: { ...value, recordPath } }),
        ),
      ];
    }
    case 'ProveOperation': {
      const { operands } = move.value;
      const [first, ...rest] = operands;
      const other = first ?? { root: blake2b256(), rootPath: [], leaf: new Uint8Array(4), leafPath: [] };
      const lists = [first === undefined ? [other] : rest];
      if (first !== undefined) {
        lists.push(
          [{ ...first, root: flipped(first.root) }, ...rest],
          [{ ...first, leaf: flipped(first.leaf) }, ...rest],
          [{ ...first, leaf: first.leaf.slice(4) }, ...rest],
          ...forgedPaths(first.rootPath).map((rootPath) => [{ ...first, rootPath }, ...rest]),
          ...forgedPaths(first.leafPath).map((leafPath) => [{ ...first, leafPath }, ...rest]),
        );
      }
      return lists.map((list) => ({ type: 'ProveOperation', value: { operands: list } }));
    }
    default:
      return [];
  }
}

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

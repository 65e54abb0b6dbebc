import { recordOpenings } from '@plumbline/runtime-types/domain/tally';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPERATORS, randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom, type Random } from '../../test/pinpoint/random.ts';
import { checkProgram } from '../graph/check.ts';
import { decodeNode, decodeState, encodeHeader, encodeNode, encodeState } from '../graph/codec.ts';
import { GraphError } from '../graph/errors.ts';
import { linearModel } from '../graph/linear-model.fixture.ts';
import { programRecords } from '../graph/program.ts';
import type { Program } from '../graph/types.ts';
import { recordsRoot } from '../merkle/records.ts';
import { IllegalMove } from '../pinpoint/illegal-move.ts';
import { isMalformed, openForCheck, type ProgramTerms } from './malformed.ts';

function termsOf(program: Program, records: readonly Uint8Array[]): ProgramTerms {
  const { stateCount, nodeCount, batchSize, rowStride, rowWidth } = program.header;
  return { programRoot: recordsRoot(records), stateCount, nodeCount, batchSize, rowStride, rowWidth };
}

function judged(terms: ProgramTerms, records: readonly Uint8Array[], index: number): boolean {
  const openings = openForCheck(terms, index, records);
  expect(recordOpenings.codec.dec(recordOpenings.codec.enc(openings))).toEqual(openings);
  return isMalformed(terms, index, openings);
}

/** Changes one record of a program, most often into one that means nothing there. */
function spoiled(random: Random, program: Program): Program {
  const { header, states, nodes } = program;
  const at = random.below(nodes.length);
  const shape = (given: readonly number[]): number[] => [...given, 2];
  switch (random.below(4)) {
    case 0:
      return { ...program, header: { ...header, lossNode: random.below(nodes.length + 2) } };
    case 1: {
      const tensor = random.below(states.length);
      return {
        ...program,
        states: states.map((state, t) => (t === tensor ? { ...state, next: at + 1 } : state)),
      };
    }
    case 2:
      return {
        ...program,
        nodes: nodes.map((node, n) => (n === at ? { ...node, inputs: node.inputs.map(() => at) } : node)),
      };
    default:
      return {
        ...program,
        nodes: nodes.map((node, n) => (n === at ? { ...node, shape: shape(node.shape) } : node)),
      };
  }
}

/** The first fault that checking finds in a program, if there is one. */
function faultOf(program: Program): GraphError | undefined {
  try {
    checkProgram(program);
    return undefined;
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
}

describe('a program that is not well-formed', () => {
  test('is shown by one record, and a sound one by none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const random = createRandom(seed);
        const names = Array.from({ length: 10 }, () => random.pick(OPERATORS));
        const sound = randomProgram(random, names);
        const program = random.below(5) === 0 ? sound : spoiled(random, sound);
        const records = programRecords(program);
        const terms = termsOf(program, records);
        const fault = faultOf(program);
        if (fault === undefined) {
          for (let look = 0; look < 8; look++) {
            expect(judged(terms, records, random.below(records.length))).toBe(false);
          }
        } else {
          // That the bytes of a constant are not in the file, no record shows; what reads it may yet be wrong.
          expect(judged(terms, records, fault.record)).toBe(fault.code !== 'ConstantMissing');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is shown by bytes that are no record, and through what names them only as that', () => {
    const program = linearModel();
    const records = programRecords(program);
    // Node 4 is guess − y: of inputs 3 and 2.
    const broken = records.map((record, index) => (index === 4 ? record.subarray(2) : record));
    const terms = termsOf(program, broken);
    expect(judged(terms, broken, 4)).toBe(true);
    const openings = openForCheck(terms, 6, broken);
    expect(() => isMalformed(terms, 6, openings)).toThrow(
      expect.objectContaining({ name: 'IllegalMove', code: 'MalformedRecord' }),
    );
  });

  test('has a header that says something else than its task', () => {
    const program = linearModel();
    const records = programRecords(program);
    const terms = termsOf(program, records);
    expect(judged(terms, records, 0)).toBe(false);
    for (const name of ['batchSize', 'rowStride', 'rowWidth'] as const) {
      expect(judged({ ...terms, [name]: 7 }, records, 0)).toBe(true);
    }
    const header = { ...program.header, nodeCount: 12 };
    const other = [encodeHeader(header), ...records.slice(1)];
    expect(judged({ ...terms, programRoot: recordsRoot(other) }, other, 0)).toBe(true);
  });
});

describe('a forged proof', () => {
  const program = linearModel();
  const records = programRecords(program);
  const terms = termsOf(program, records);
  const index = 6;
  const right = openForCheck(terms, index, records);
  const refused = (openings: typeof right, at = index): string => {
    try {
      isMalformed(terms, at, openings);
    } catch (error) {
      if (error instanceof IllegalMove) return error.code;
      throw error;
    }
    return 'legal';
  };

  test('is refused', () => {
    expect(refused(right)).toBe('legal');
    const first = right[0]!;
    const node = decodeNode(first.record, index);
    const changed = { ...first, record: encodeNode({ ...node, shape: [9] }, index) };
    expect(refused([changed, ...right.slice(1)])).toBe('WrongOpening');
    expect(refused([{ ...first, record: records[5]! }, ...right.slice(1)])).toBe('WrongOpening');
    expect(refused([{ ...first, path: first.path.slice(1) }, ...right.slice(1)])).toBe('WrongOpening');
    // An inner node in the place of a record, under a shorter path.
    expect(refused([{ ...first, record: new Uint8Array(64) }, ...right.slice(1)])).toBe('WrongOpening');
    // Another record under the index of an input.
    const moved = right.map((opening, i) => (i === 1 ? { ...opening, record: records[7]! } : opening));
    expect(refused(moved)).toBe('WrongOpening');
    expect(refused(right.slice(0, -1))).toBe('WrongCount');
    expect(refused([...right, openForCheck(terms, 1, records)[0]!])).toBe('WrongCount');
    expect(refused([...right, ...right])).toBe('WrongCount');
    expect(refused(right, records.length)).toBe('OutOfRange');
    const state = openForCheck(terms, 1, records);
    const renamed = encodeState({ ...decodeState(state[0]!.record, 1), next: 0 }, 1);
    expect(refused([{ ...state[0]!, record: renamed }, ...state.slice(1)], 1)).toBe('WrongOpening');
  });
});

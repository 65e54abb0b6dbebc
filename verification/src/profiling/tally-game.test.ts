import type { Tally, TallyMove, TallyPhase } from '@plumbline/runtime-types/domain/tally';
import { tallyDispute, tallyMove } from '@plumbline/runtime-types/domain/tally';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPERATORS, randomProgram } from '../../test/pinpoint/programs.ts';
import { createRandom, type Random } from '../../test/pinpoint/random.ts';
import { MAX_PROGRAM_ELEMENTS, MAX_UNITS_PER_STEP } from '../graph/limits.ts';
import { programRecords } from '../graph/program.ts';
import { unitsPerStep } from '../graph/units.ts';
import { recordsRoot } from '../merkle/records.ts';
import { IllegalMove } from '../pinpoint/illegal-move.ts';
import { runningSums } from './tally.ts';
import {
  applyTallyMove,
  bearsOut,
  TALLY_OPENING,
  type TallyClaim,
  type TallyOutcome,
  tallyTurn,
} from './tally-game.ts';
import { challengeTally, defendTally } from './tally-strategy.ts';

type Side = (phase: TallyPhase) => TallyMove;

function setting(random: Random, nodes = 40) {
  const names = Array.from({ length: nodes }, () => random.pick(OPERATORS));
  const program = randomProgram(random, names);
  const records = programRecords(program);
  const { stateCount, nodeCount } = program.header;
  const facts = { programRoot: recordsRoot(records), stateCount, nodeCount };
  const claim: TallyClaim = { type: 'Ok', value: { unitsPerStep: unitsPerStep(program) } };
  return { program, records, facts, sums: runningSums(stateCount, records), claim };
}

function playTally(
  { facts }: Pick<ReturnType<typeof setting>, 'facts'>,
  claim: TallyClaim,
  sides: { defender: Side; challenger: Side },
) {
  let phase = TALLY_OPENING;
  for (let moves = 1; ; moves++) {
    const move = tallyTurn(phase) === 'Defender' ? sides.defender(phase) : sides.challenger(phase);
    expect(tallyMove.codec.enc(move).length).toBeLessThan(2048);
    const outcome: TallyOutcome = applyTallyMove(facts, claim, phase, move);
    if (outcome.kind === 'verdict') return { winner: outcome.winner, moves };
    phase = outcome.phase;
    const stored = { challenger: `0x${'00'.repeat(32)}`, defender: `0x${'00'.repeat(32)}`, phase, bond: 0n };
    expect(tallyDispute.codec.dec(tallyDispute.codec.enc(stored))).toEqual(stored);
  }
}

/** Sums that are wrong from some record on, by the same amount or by others. */
function tampered(random: Random, sums: readonly Tally[]): Tally[] {
  const from = 1 + random.below(sums.length - 1);
  const extra = BigInt(1 + random.below(1000));
  return sums.map(({ units, elements }, at) =>
    at < from ? { units, elements } : { units: units + extra + BigInt(at % 3), elements },
  );
}

const seeds = fc.integer({ min: 1, max: 2 ** 31 });

describe('what a program takes', () => {
  test('a claim that is wrong loses, wherever its sums begin to be', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const at = setting(random);
        const wrong = tampered(random, at.sums);
        const claim: TallyClaim = { type: 'Ok', value: { unitsPerStep: wrong.at(-1)!.units } };
        const { winner, moves } = playTally(at, claim, {
          defender: (phase) => defendTally(phase, wrong),
          challenger: (phase) => challengeTally(phase, at.sums, at.records),
        });
        expect(winner).toBe('Challenger');
        expect(moves).toBeLessThanOrEqual(2 * Math.ceil(Math.log(at.records.length) / Math.log(16)) + 1);
      }),
      { numRuns: 40 },
    );
  });

  test('a claim that is wrong loses, whatever its defender reveals on the way', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const at = setting(random, 400);
        const unitsPerStep = at.sums.at(-1)!.units + 1n;
        const claim: TallyClaim = { type: 'Ok', value: { unitsPerStep } };
        const shown: Side = (phase) => {
          const { value } = defendTally(phase, at.sums) as Extract<TallyMove, { type: 'RevealSums' }>;
          const end = phase.type === 'Sums' ? phase.value.after : { ...at.sums.at(-1)!, units: unitsPerStep };
          const sums = value.sums.map((sum) =>
            random.below(2) === 0 ? sum : { ...sum, elements: BigInt(random.below(1000)) },
          );
          return { type: 'RevealSums', value: { sums: [...sums.slice(0, -1), end] } };
        };
        const challenger: Side = (phase) => challengeTally(phase, at.sums, at.records);
        expect(playTally(at, claim, { defender: shown, challenger }).winner).toBe('Challenger');
      }),
      { numRuns: 20 },
    );
  });

  test('a claim that is right wins, whatever is picked', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const at = setting(random);
        const { winner } = playTally(at, at.claim, {
          defender: (phase) => defendTally(phase, at.sums),
          challenger: (phase) =>
            phase.type === 'Choice'
              ? { type: 'PickSum', value: { index: random.below(phase.value.sums.length) } }
              : challengeTally(phase, at.sums, at.records),
        });
        expect(winner).toBe('Defender');
      }),
      { numRuns: 40 },
    );
  });

  test('is counted as it is where some records mean nothing', () => {
    const random = createRandom(11);
    const { records, facts } = setting(random);
    const broken = records.map((record, index) => (index % 5 === 3 ? record.subarray(1) : record));
    const sums = runningSums(facts.stateCount, broken);
    const at = { facts: { ...facts, programRoot: recordsRoot(broken) } };
    const claim: TallyClaim = { type: 'Ok', value: { unitsPerStep: sums.at(-1)!.units } };
    const wrong = tampered(random, sums);
    const challenger: Side = (phase) => challengeTally(phase, sums, broken);
    const defended = playTally(at, claim, {
      defender: (phase) => defendTally(phase, sums),
      challenger: (phase) =>
        phase.type === 'Choice' ? { type: 'PickSum', value: { index: 0 } } : challenger(phase),
    });
    expect(defended.winner).toBe('Defender');
    const lie: TallyClaim = { type: 'Ok', value: { unitsPerStep: wrong.at(-1)!.units } };
    const caught = playTally(at, lie, { defender: (phase) => defendTally(phase, wrong), challenger });
    expect(caught.winner).toBe('Challenger');
  });

  test('is claimed to be too much only with a sum that is', () => {
    const limits = { units: MAX_UNITS_PER_STEP, elements: BigInt(MAX_PROGRAM_ELEMENTS) };
    const tooLarge: TallyClaim = { type: 'TooLarge' };
    expect(bearsOut(tooLarge, limits)).toBe(false);
    expect(bearsOut(tooLarge, { ...limits, units: limits.units + 1n })).toBe(true);
    expect(bearsOut(tooLarge, { ...limits, elements: limits.elements + 1n })).toBe(true);
    const all: TallyClaim = { type: 'Ok', value: { unitsPerStep: limits.units } };
    expect(bearsOut(all, limits)).toBe(true);
    expect(bearsOut(all, { ...limits, elements: limits.elements + 1n })).toBe(false);
    expect(bearsOut(all, { ...limits, units: 1n })).toBe(false);
  });
});

describe('a move against the rules', () => {
  const at = setting(createRandom(5));
  const refused = (phase: TallyPhase, move: TallyMove): string => {
    try {
      applyTallyMove(at.facts, at.claim, phase, move);
    } catch (error) {
      if (error instanceof IllegalMove) return error.code;
      throw error;
    }
    return 'legal';
  };
  const right = defendTally(TALLY_OPENING, at.sums) as Extract<TallyMove, { type: 'RevealSums' }>;

  test('is refused, and changes nothing', () => {
    const { sums } = right.value;
    const reveal = (shown: Tally[]): TallyMove => ({ type: 'RevealSums', value: { sums: shown } });
    expect(refused(TALLY_OPENING, right)).toBe('legal');
    expect(refused(TALLY_OPENING, reveal(sums.slice(1)))).toBe('WrongCount');
    expect(refused(TALLY_OPENING, reveal([]))).toBe('WrongCount');
    expect(refused(TALLY_OPENING, reveal([...sums.slice(0, -1), sums[0]!]))).toBe('EndNotRepeated');
    expect(refused(TALLY_OPENING, { type: 'PickSum', value: { index: 0 } })).toBe('WrongMove');
    const last = at.records.length;
    const choice: TallyPhase = { type: 'Choice', value: { first: 0, last, before: at.sums[0]!, sums } };
    expect(refused(choice, right)).toBe('WrongMove');
    expect(refused(choice, { type: 'PickSum', value: { index: 16 } })).toBe('OutOfRange');
    const [before, after] = [at.sums[4]!, at.sums[5]!];
    const one: TallyPhase = { type: 'Record', value: { index: 4, before, after } };
    const opened = challengeTally(one, at.sums, at.records) as Extract<TallyMove, { type: 'OpenRecord' }>;
    expect(refused(one, opened)).toBe('legal');
    const record = at.records[5]!;
    expect(refused(one, { ...opened, value: { ...opened.value, record } })).toBe('WrongOpening');
    const path = opened.value.path.slice(1);
    expect(refused(one, { ...opened, value: { ...opened.value, path } })).toBe('WrongOpening');
    const more: TallyPhase = { type: 'Sums', value: { first: 0, last, before, after: sums[0]! } };
    expect(refused(more, right)).toBe('EndNotRepeated');
  });
});

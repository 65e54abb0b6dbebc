import { stateHashing } from './disputes/hashing.ts';
import { type Measured, measure } from './disputes/measure.ts';
import { replayedDispute } from './disputes/replayed.ts';
import { power } from './disputes/show.ts';
import { verification } from './disputes/verification.ts';
import { wallTimes } from './disputes/wall-time.ts';
import type { BenchRow } from './rows.ts';

const STEPS = [100, 10_000, 1_000_000];
const OPERATORS = [100, 10_000];
const ELEMENTS = [1_000, 1_000_000, 100_000_000];

/** The bars of a dispute, whatever its size. */
const MOVE_BYTES = 8 * 1024;
const PROOF_BYTES = 24 * 1024;
const TOTAL_BYTES = 64 * 1024;
const ROUNDS = 24;
const MOVE_MS = 2;
/**
 * A path is longer by one hash for each doubling of a size, and two operands have one each; nothing else may grow.
 * With no more than this for a doubling, 2³² steps of 2³² operators of 2³² elements stay within the bar of a move.
 */
const DOUBLING_MS = 0.01;

/** Disputes about traces of all sizes, each played to one operation by the rules of the chain. */
export async function disputes(): Promise<BenchRow[]> {
  const all = STEPS.flatMap((steps) =>
    OPERATORS.flatMap((operators) => ELEMENTS.map((elements) => ({ steps, operators, elements }))),
  );
  // Twice, because the machine's compiler makes the first games slow.
  for (const sizes of all) measure(sizes);
  const played = all.map((sizes) => measure(sizes));
  const largest = {
    steps: Math.max(...STEPS),
    operators: Math.max(...OPERATORS),
    elements: Math.max(...ELEMENTS),
  };
  const tolerant = measure(largest, 'Tolerant');
  return [
    ...played.map((game) => rowOf(game)),
    rowOf(tolerant, 'tolerant: '),
    ...summary([...played, tolerant]),
    ...(await verification()),
    await replayedDispute(),
    ...(await wallTimes(
      OPERATORS.flatMap((operators) => ELEMENTS.map((elements) => ({ operators, elements }))),
      STEPS,
    )),
    stateHashing(),
  ];
}

function rowOf(game: Measured, mode = ''): BenchRow {
  const { steps, operators, elements } = game.sizes;
  return {
    what: `${mode}${power(steps)} steps × ${power(operators)} operators × ${power(elements)} elements`,
    measured: `${game.moves} moves in ${game.rounds} rounds, ${kib(game.largestMoveBytes)} at most, proof ${kib(game.proofBytes)}, all ${kib(game.totalBytes)}; chain ${ms(game.medianMs)} median, ${ms(game.slowestMs)} at most; ${game.verdict}`,
    peer: '-',
    ratio: '-',
    bar: 'all bars below',
    ok:
      game.verdict === `Challenger: ${mode === '' ? 'Operation' : 'Element'}Wrong` &&
      game.largestMoveBytes <= MOVE_BYTES &&
      game.proofBytes <= PROOF_BYTES &&
      game.totalBytes <= TOTAL_BYTES &&
      game.rounds <= ROUNDS &&
      game.slowestMs <= MOVE_MS,
  };
}

function summary(played: readonly Measured[]): BenchRow[] {
  const most = (of: (game: Measured) => number): number => Math.max(...played.map(of));
  const slowest = most(({ slowestMs }) => slowestMs);
  const bar = (what: string, value: number, limit: number, show: (value: number) => string): BenchRow => ({
    what,
    measured: show(value),
    peer: '-',
    ratio: '-',
    bar: `≤ ${show(limit)}`,
    ok: value <= limit,
  });
  const plain = (value: number): string => `${value}`;
  return [
    bar(
      'largest move',
      most(({ largestMoveBytes }) => largestMoveBytes),
      MOVE_BYTES,
      kib,
    ),
    bar(
      'last proof',
      most(({ proofBytes }) => proofBytes),
      PROOF_BYTES,
      kib,
    ),
    bar(
      'all moves of a dispute',
      most(({ totalBytes }) => totalBytes),
      TOTAL_BYTES,
      kib,
    ),
    bar(
      'the same, signed, as one transcript',
      most(({ transcriptBytes }) => transcriptBytes),
      TOTAL_BYTES,
      kib,
    ),
    bar(
      'rounds',
      most(({ rounds }) => rounds),
      ROUNDS,
      plain,
    ),
    bar('chain compute of a move', slowest, MOVE_MS, ms),
    ...(['steps', 'operators', 'elements'] as const).map((size) => growth(played, size)),
  ];
}

/** What a doubling of a size adds to the slowest move, between the least and the greatest, the others being equal. */
function growth(played: readonly Measured[], size: keyof Measured['sizes']): BenchRow {
  const values = played.map(({ sizes }) => sizes[size]);
  const at = (value: number): number => {
    const times = played
      .filter(({ sizes }) => sizes[size] === value)
      .map(({ undisturbedMs }) => undisturbedMs);
    return times.reduce((sum, time) => sum + time, 0) / times.length;
  };
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const perDoubling = (at(greatest) - at(least)) / Math.log2(greatest / least);
  return {
    what: `chain compute of the slowest move, undisturbed, by ${size}`,
    measured: `${ms(at(least))} at ${power(least)}, ${ms(at(greatest))} at ${power(greatest)}: ${ms(perDoubling)} for a doubling`,
    peer: `at ${power(least)}`,
    ratio: (at(greatest) / at(least)).toFixed(2),
    bar: `independent but for paths: ≤ ${ms(DOUBLING_MS)} for a doubling`,
    ok: perDoubling <= DOUBLING_MS,
  };
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

function ms(time: number): string {
  return `${time.toFixed(3)} ms`;
}

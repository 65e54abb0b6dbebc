import { drawIntervals } from '@plumbline/verification/random/sample';
import { UNIT } from '../../src/pallets/balances/declaration.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { STAKE, SUBMITTER } from './cast.ts';
import { held, type Movement } from './ledger.ts';
import { tinySpec } from './tiny-training.ts';
import type { World } from './world.ts';

/** What things cost in the test's world, computed from the documentation and by none of the pallets' functions. */
const UNITS = tinySpec().unitsPerStep;
/** 12 steps at 400 000 for a unit. */
export const FEE = UNITS * 12n * 400_000n;
/** Of the four intervals one, at the Solver's price: the most that it has for its time. */
export const INTERVAL_FEE = FEE / 4n;
/** A thousandth of a bond or more for the fixed part, and a million for each unit of 3 steps an interval. */
export const INTERVAL = UNITS * 3n * 1_000_000n;
export const verifierFeeFor = (intervals: bigint): bigint => UNIT / 10n + intervals * INTERVAL;
export const PROFILE = UNIT / 10n;
export const BOND = 20n * UNIT;
export const DEMAND = BOND / 100n;
/** For witnesses: a quarter of a bond, or an eighth of what the Solver stands to lose if that is more, as it is here. */
export const WITNESS_DEPOSIT = STAKE / 8n;
/** Of a Verifier that finds out whether a trace is served. */
export const WITNESS = WITNESS_DEPOSIT / 5n;
export const SILENCE = 5n * UNIT;
export const DECLINE = UNIT;
export const twentieth = (amount: bigint): bigint => (amount + 19n) / 20n;

/** Of all four intervals. */
export const REPLAY = verifierFeeFor(4n);

export const escrow = held('escrow', SUBMITTER);
export const stake = (who: string): string => held('stake', who);

/** The Submitter's escrow for two Verifiers who replay so many intervals each. */
export function submitted(intervals = 4n): Movement {
  const most = UNITS * 12n * 1_000_000n + 2n * verifierFeeFor(intervals);
  return [SUBMITTER, escrow, most + twentieth(most) + PROFILE];
}

/** What the task costs until a Solver is drawn. */
export function opened(world: World, intervals = 4n): Movement[] {
  return [submitted(intervals), [escrow, world.profiler!, PROFILE]];
}

/** Solver, Verifiers and tax are paid, and the rest returns. */
export function settled(solver: string, verifiers: readonly string[], fee = REPLAY): Movement[] {
  return [
    [escrow, solver, FEE],
    ...verifiers.map((who): Movement => [escrow, who, fee]),
    [escrow, JACKPOT, twentieth(FEE + BigInt(verifiers.length) * fee)],
    [escrow, SUBMITTER, 'all'],
  ];
}

/** A whole stake: half shared among some, of the rest some have a fee, what is left is the jackpot's. */
export function slashed(
  who: string,
  provers: readonly string[],
  fees: readonly (readonly [string, bigint])[] = [],
): Movement[] {
  const share = STAKE / 2n / BigInt(Math.max(provers.length, 1));
  return [
    ...provers.map((prover): Movement => [stake(who), prover, share]),
    ...fees.map(([earner, fee]): Movement => [stake(who), earner, fee]),
    [stake(who), JACKPOT, 'all'],
  ];
}

/** Half of something held goes to one, half to the jackpot. */
export function halved(pocket: string, who: string, amount: bigint): Movement[] {
  return [
    [pocket, who, amount / 2n],
    [pocket, JACKPOT, amount / 2n],
  ];
}

/** What one that reports a forced error has, beside others, when every proof is one. */
export function forcedShare(intervals: bigint, reporters: number): bigint {
  const third = (UNIT - UNIT / 1_000n) / 3n;
  // Rate 1: the tax times 2², for two Verifiers.
  const most = 4n * twentieth(FEE + 2n * verifierFeeFor(intervals));
  return (third < most ? third : most) / 2n ** BigInt(reporters - 1);
}

/** Intervals that a Verifier of the second pass replays beside its own one. */
export function extraOf(world: World, who: string): bigint {
  const { drawSeed, forced } = world.task;
  const own = drawIntervals(drawSeed!, who, 4, 1);
  const all = new Set([...own, ...forced!.accused.map(({ interval }) => interval)]);
  return BigInt(all.size - 1);
}

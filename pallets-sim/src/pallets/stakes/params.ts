import type { StakesParams } from '@plumbline/runtime-types/domain/params';

const UNIT = 1_000_000_000_000n;

/** What stands where genesis says nothing else; times assume blocks of about half a second. */
export const DEFAULT_PARAMS: Readonly<StakesParams> = {
  minSolverStake: 100n * UNIT,
  minVerifierStake: 100n * UNIT,
  minWhistleblowerStake: 50n * UNIT,
  fraudSlash: 1_000_000,
  silenceSlash: 5n * UNIT,
  unbondingBlocks: 600,
  heartbeatBlocks: 1_200,
};

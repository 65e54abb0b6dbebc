import type { TasksParams } from '@plumbline/runtime-types/domain/params';

const UNIT = 1_000_000_000_000n;

/** What stands where genesis says nothing else; windows assume blocks of about half a second. */
export const DEFAULT_PARAMS: Readonly<TasksParams> = {
  taxRate: 50_000,
  forcedErrorRate: 20_000,
  profileFee: UNIT / 10n,
  declineFee: UNIT,
  verifierFee: UNIT / 10n,
  profilingBlocks: 120,
  openBlocks: 240,
  commitBlocks: 400,
  reportBlocks: 6,
  revealBlocks: 120,
  challengePeriod: 6,
  maxAttempts: 4,
  maxDepth: 16,
  depositSafety: 2,
};

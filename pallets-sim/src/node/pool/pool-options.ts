import type { Logger } from 'pino';
import type { QueueLimits } from './queue-limits.ts';
import type { SlowVerifier } from './validate.ts';

/** How a transaction pool is set up. */
export interface PoolOptions {
  readonly ready?: QueueLimits;
  readonly future?: QueueLimits;
  /** How many waiting transactions are validated again after a block. */
  readonly revalidatedPerBlock?: number;
  /** Verifies signatures; without it, the runtime does by itself. */
  readonly verifier?: SlowVerifier;
  /** Hears of transactions on which the runtime fails. */
  readonly log?: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { LoggerOf } from '../log/logger.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerBackend } from './worker-backend.ts';

/** What a worker is started with. */
export interface WorkerOptions {
  readonly roles: readonly RoleName[];
  /** Secret URI of the account. */
  readonly suri: string;
  readonly rpc: string;
  readonly basePath: string;
  readonly listen: readonly string[];
  readonly stake: bigint | undefined;
  readonly price: bigint;
  readonly capacity: number | undefined;
  /** Address of the account whose worker key `suri` is; its own when undefined. */
  readonly stash: string | undefined;
  readonly cheat: Cheat | undefined;
  /** What tolerant tasks are trained on. */
  readonly backend: WorkerBackend;
  /** Threads that a training computes with. */
  readonly threads: number;
  /** Intervals with the largest updates of a tolerant task that it replays beside those drawn for it. */
  readonly largestUpdates: number;
  readonly loggerOf: LoggerOf;
  /** Fires to stop, also while starting. */
  readonly signal: AbortSignal;
}

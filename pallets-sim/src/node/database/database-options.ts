import type { Pruning } from './pruning-mode.ts';

export interface DatabaseOptions {
  /** What is kept; a new database takes `defaults` for what is left out, an old one goes on as it began. */
  readonly pruning?: Partial<Pruning> | undefined;
  readonly defaults: Pruning;
  /** Whether each block waits until the disk has it. */
  readonly isSynced: boolean;
  /** A state with more new nodes than this is stored behind its block; 256 unless said. */
  readonly mostAtOnce?: number;
}

import type { ExecutorOptions } from '../execute/step-executor.ts';

/** What conformance runs on: how many threads, and how they are started. */
export type Machine = Pick<ExecutorOptions, 'threads' | 'startThread'>;

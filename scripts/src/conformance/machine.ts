import type { ConformanceItem } from '@plumbline/worker/training/conformance/run';

export interface MachineRun {
  readonly threads: number;
  readonly short: boolean;
  readonly onItem: (item: ConformanceItem) => void;
}

/** Something that can compute, other than this process. */
export interface Machine {
  /** As tables call it: `x64, Node 24`. */
  readonly name: string;
  /** Runs all items there. @throws ConformanceError `RunFailed` when it does not come to an end. */
  run(options: MachineRun): Promise<void>;
}

export type ConformanceErrorCode = 'RunFailed' | 'MachineMissing';

/** `MachineMissing`: it cannot be had here, the message says why. */
export class ConformanceError extends Error {
  readonly code: ConformanceErrorCode;

  constructor(code: ConformanceErrorCode, message: string) {
    super(message);
    this.name = 'ConformanceError';
    this.code = code;
  }
}

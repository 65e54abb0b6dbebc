// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  batch: linearWeight({ compute: 5_000_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 1_000_000n, reads: 0, writes: 0, bytes: 0 }),
  asDerivative: weightOf({ compute: 5_000_000n, reads: 0, writes: 0, bytes: 0 }),
  batchAll: linearWeight({ compute: 5_000_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 1_000_000n, reads: 0, writes: 0, bytes: 0 }),
  forceBatch: linearWeight({ compute: 5_000_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 5_000_000n, reads: 0, writes: 0, bytes: 0 }),
};

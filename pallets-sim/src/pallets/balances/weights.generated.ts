// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  transferAllowDeath: weightOf({ compute: 15_000_000n, reads: 2, writes: 2, bytes: 80 }),
  forceTransfer: weightOf({ compute: 15_000_000n, reads: 2, writes: 2, bytes: 80 }),
  transferKeepAlive: weightOf({ compute: 10_000_000n, reads: 2, writes: 2, bytes: 80 }),
  transferAll: weightOf({ compute: 15_000_000n, reads: 2, writes: 2, bytes: 80 }),
  forceSetBalance: weightOf({ compute: 10_000_000n, reads: 1, writes: 1, bytes: 80 }),
  burn: weightOf({ compute: 7_000_000n, reads: 1, writes: 1, bytes: 80 }),
};

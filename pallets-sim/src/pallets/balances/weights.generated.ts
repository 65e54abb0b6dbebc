// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  transferAllowDeath: weightOf({ compute: 300_000_000n, reads: 2, writes: 2, bytes: 80 }),
  forceTransfer: weightOf({ compute: 300_000_000n, reads: 2, writes: 2, bytes: 80 }),
  transferKeepAlive: weightOf({ compute: 500_000_000n, reads: 2, writes: 2, bytes: 80 }),
  transferAll: weightOf({ compute: 300_000_000n, reads: 2, writes: 2, bytes: 80 }),
  forceSetBalance: weightOf({ compute: 100_000_000n, reads: 1, writes: 1, bytes: 80 }),
  burn: weightOf({ compute: 100_000_000n, reads: 1, writes: 1, bytes: 80 }),
};

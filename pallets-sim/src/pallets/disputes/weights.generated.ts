// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  challenge: weightOf({ compute: 1_000_000_000n, reads: 14, writes: 8, bytes: 8622 }),
  move: weightOf({ compute: 700_000_000n, reads: 6, writes: 2, bytes: 12527 }),
  verdict: linearWeight({ compute: 5_000_000_000n, reads: 45, writes: 23, bytes: 13423 }, { compute: 15_000_000_000n, reads: 8, writes: 8, bytes: 935 }),
  play: weightOf({ compute: 700_000_000n, reads: 6, writes: 2, bytes: 12527 }),
  timeout: linearWeight({ compute: 5_000_000_000n, reads: 45, writes: 23, bytes: 13423 }, { compute: 5_000_000_000n, reads: 5, writes: 5, bytes: 478 }),
  postTranscript: linearWeight({ compute: 1_500_000_000n, reads: 7, writes: 2, bytes: 8268 }, { compute: 5_000_000_000n, reads: 0, writes: 0, bytes: 3 }),
  takeDefence: weightOf({ compute: 300_000_000n, reads: 9, writes: 2, bytes: 8354 }),
  demand: weightOf({ compute: 700_000_000n, reads: 12, writes: 7, bytes: 9042 }),
  supply: weightOf({ compute: 1_000_000_000n, reads: 7, writes: 4, bytes: 8753 }),
};

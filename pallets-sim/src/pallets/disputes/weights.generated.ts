// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  challenge: weightOf({ compute: 1_000_000_000n, reads: 14, writes: 8, bytes: 8622 }),
  move: weightOf({ compute: 700_000_000n, reads: 6, writes: 2, bytes: 12527 }),
  verdict: linearWeight({ compute: 5_000_000_000n, reads: 45, writes: 23, bytes: 13423 }, { compute: 1_500_000_000n, reads: 8, writes: 8, bytes: 935 }),
  play: weightOf({ compute: 700_000_000n, reads: 6, writes: 2, bytes: 12527 }),
  timeout: linearWeight({ compute: 5_000_000_000n, reads: 45, writes: 23, bytes: 13423 }, { compute: 1_500_000_000n, reads: 5, writes: 5, bytes: 478 }),
  postTranscript: linearWeight({ compute: 1_500_000_000n, reads: 7, writes: 2, bytes: 8268 }, { compute: 1_000_000_000n, reads: 0, writes: 0, bytes: 3 }),
  takeDefence: weightOf({ compute: 300_000_000n, reads: 9, writes: 2, bytes: 8354 }),
  reportUnserved: weightOf({ compute: 150_000_000n, reads: 8, writes: 6, bytes: 9000 }),
  commitWitness: weightOf({ compute: 100_000_000n, reads: 6, writes: 4, bytes: 9000 }),
  revealWitness: weightOf({ compute: 1_000_000_000n, reads: 19, writes: 15, bytes: 9000 }),
  demand: weightOf({ compute: 700_000_000n, reads: 12, writes: 7, bytes: 9049 }),
  supply: weightOf({ compute: 1_000_000_000n, reads: 7, writes: 5, bytes: 8761 }),
  withheld: linearWeight({ compute: 5_000_000_000n, reads: 35, writes: 32, bytes: 10022 }, { compute: 700_000_000n, reads: 2, writes: 2, bytes: 237 }),
  proveMalformed: weightOf({ compute: 15_000_000_000n, reads: 98, writes: 96, bytes: 19700 }),
  refuteMalformed: weightOf({ compute: 50_000_000_000n, reads: 94, writes: 87, bytes: 18958 }),
  denyProfile: weightOf({ compute: 1_000_000_000n, reads: 15, writes: 12, bytes: 9375 }),
  playTally: weightOf({ compute: 3_000_000_000n, reads: 19, writes: 16, bytes: 9759 }),
};

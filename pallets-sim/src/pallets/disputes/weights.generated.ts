// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  challenge: weightOf({ compute: 500_000_000n, reads: 14, writes: 8, bytes: 8497 }),
  move: weightOf({ compute: 500_000_000n, reads: 7, writes: 2, bytes: 12531 }),
  verdict: linearWeight({ compute: 2_000_000_000n, reads: 46, writes: 24, bytes: 13298 }, { compute: 700_000_000n, reads: 8, writes: 8, bytes: 935 }),
  play: weightOf({ compute: 500_000_000n, reads: 7, writes: 2, bytes: 12531 }),
  timeout: linearWeight({ compute: 3_000_000_000n, reads: 46, writes: 24, bytes: 13298 }, { compute: 700_000_000n, reads: 5, writes: 5, bytes: 478 }),
  postTranscript: linearWeight({ compute: 1_000_000_000n, reads: 8, writes: 2, bytes: 8272 }, { compute: 1_000_000_000n, reads: 0, writes: 0, bytes: 3 }),
  takeDefence: weightOf({ compute: 150_000_000n, reads: 9, writes: 2, bytes: 8358 }),
  demand: weightOf({ compute: 300_000_000n, reads: 12, writes: 6, bytes: 8924 }),
  supply: weightOf({ compute: 300_000_000n, reads: 8, writes: 5, bytes: 8851 }),
  withheld: linearWeight({ compute: 3_000_000_000n, reads: 35, writes: 32, bytes: 9897 }, { compute: 500_000_000n, reads: 2, writes: 2, bytes: 237 }),
  proveMalformed: weightOf({ compute: 5_000_000_000n, reads: 98, writes: 96, bytes: 19575 }),
  refuteMalformed: weightOf({ compute: 5_000_000_000n, reads: 94, writes: 87, bytes: 18833 }),
  denyProfile: weightOf({ compute: 500_000_000n, reads: 15, writes: 12, bytes: 9250 }),
  playTally: weightOf({ compute: 500_000_000n, reads: 19, writes: 16, bytes: 9634 }),
  reportUnserved: weightOf({ compute: 50_000_000n, reads: 10, writes: 6, bytes: 529 }),
  commitWitness: weightOf({ compute: 150_000_000n, reads: 7, writes: 4, bytes: 8561 }),
  revealWitness: weightOf({ compute: 50_000_000n, reads: 3, writes: 1, bytes: 589 }),
  hearWitnesses: weightOf({ compute: 500_000_000n, reads: 19, writes: 15, bytes: 9563 }),
};

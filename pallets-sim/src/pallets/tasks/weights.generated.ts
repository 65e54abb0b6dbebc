// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  submit: weightOf({ compute: 500_000_000n, reads: 6, writes: 5, bytes: 267 }),
  cancel: linearWeight({ compute: 5_000_000_000n, reads: 32, writes: 30, bytes: 10245 }, { compute: 10_000_000n, reads: 1, writes: 1, bytes: 0 }),
  commitProfile: weightOf({ compute: 500_000_000n, reads: 5, writes: 3, bytes: 8118 }),
  revealProfile: weightOf({ compute: 3_000_000_000n, reads: 59, writes: 6, bytes: 17251 }),
  decline: weightOf({ compute: 1_500_000_000n, reads: 15, writes: 12, bytes: 8305 }),
  sealKey: weightOf({ compute: 300_000_000n, reads: 1, writes: 1, bytes: 6766 }),
  start: weightOf({ compute: 5_000_000_000n, reads: 33, writes: 30, bytes: 10277 }),
  progress: weightOf({ compute: 500_000_000n, reads: 5, writes: 4, bytes: 7230 }),
  complete: linearWeight({ compute: 500_000_000n, reads: 6, writes: 3, bytes: 7253 }, { compute: 200_000_000n, reads: 1, writes: 0, bytes: 64 }),
  designate: weightOf({ compute: 700_000_000n, reads: 5, writes: 3, bytes: 7211 }),
  commitVerdict: weightOf({ compute: 700_000_000n, reads: 5, writes: 3, bytes: 9497 }),
  revealVerdict: linearWeight({ compute: 700_000_000n, reads: 10, writes: 6, bytes: 7407 }, { compute: 700_000_000n, reads: 8, writes: 8, bytes: 961 }),
  commitReport: weightOf({ compute: 700_000_000n, reads: 7, writes: 4, bytes: 8229 }),
  revealReport: linearWeight({ compute: 1_500_000_000n, reads: 13, writes: 9, bytes: 7608 }, { compute: 1_000_000_000n, reads: 8, writes: 8, bytes: 961 }),
  revealSecret: linearWeight({ compute: 3_000_000_000n, reads: 13, writes: 9, bytes: 7781 }, { compute: 7_000_000_000n, reads: 8, writes: 8, bytes: 961 }),
  proveAltered: weightOf({ compute: 1_500_000_000n, reads: 6, writes: 3, bytes: 8402 }),
};

// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  submit: weightOf({ compute: 50_000_000n, reads: 6, writes: 5, bytes: 267 }),
  cancel: weightOf({ compute: 1_000_000_000n, reads: 32, writes: 30, bytes: 10120 }),
  commitProfile: weightOf({ compute: 200_000_000n, reads: 5, writes: 3, bytes: 7993 }),
  revealProfile: weightOf({ compute: 2_000_000_000n, reads: 59, writes: 6, bytes: 17126 }),
  decline: weightOf({ compute: 500_000_000n, reads: 15, writes: 12, bytes: 8180 }),
  sealKey: weightOf({ compute: 150_000_000n, reads: 1, writes: 1, bytes: 6770 }),
  start: weightOf({ compute: 1_000_000_000n, reads: 33, writes: 30, bytes: 10152 }),
  progress: weightOf({ compute: 200_000_000n, reads: 5, writes: 4, bytes: 7105 }),
  complete: linearWeight({ compute: 500_000_000n, reads: 6, writes: 3, bytes: 7128 }, { compute: 15_000_000n, reads: 1, writes: 0, bytes: 64 }),
  designate: weightOf({ compute: 200_000_000n, reads: 5, writes: 3, bytes: 7086 }),
  commitVerdict: weightOf({ compute: 500_000_000n, reads: 5, writes: 3, bytes: 9372 }),
  revealVerdict: linearWeight({ compute: 500_000_000n, reads: 10, writes: 6, bytes: 7282 }, { compute: 300_000_000n, reads: 8, writes: 8, bytes: 961 }),
  commitReport: weightOf({ compute: 300_000_000n, reads: 7, writes: 4, bytes: 8233 }),
  revealReport: linearWeight({ compute: 500_000_000n, reads: 13, writes: 9, bytes: 7483 }, { compute: 300_000_000n, reads: 8, writes: 8, bytes: 961 }),
  revealSecret: linearWeight({ compute: 1_000_000_000n, reads: 13, writes: 9, bytes: 7656 }, { compute: 700_000_000n, reads: 8, writes: 8, bytes: 961 }),
  proveAltered: weightOf({ compute: 700_000_000n, reads: 6, writes: 3, bytes: 8277 }),
  wake: linearWeight({ compute: 1_500_000_000n, reads: 32, writes: 19, bytes: 8800 }, { compute: 700_000_000n, reads: 7, writes: 7, bytes: 542 }),
  wakeForced: linearWeight({ compute: 1_500_000_000n, reads: 21, writes: 20, bytes: 8474 }, { compute: 3_000_000_000n, reads: 4, writes: 4, bytes: 380 }),
};

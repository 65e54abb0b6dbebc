// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight, weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  submit: weightOf({ compute: 500_000_000n, reads: 6, writes: 5, bytes: 267 }),
  cancel: weightOf({ compute: 5_000_000_000n, reads: 32, writes: 30, bytes: 10116 }),
  commitProfile: weightOf({ compute: 500_000_000n, reads: 5, writes: 3, bytes: 7989 }),
  revealProfile: weightOf({ compute: 3_000_000_000n, reads: 59, writes: 6, bytes: 17122 }),
  decline: weightOf({ compute: 1_500_000_000n, reads: 15, writes: 12, bytes: 8176 }),
  sealKey: weightOf({ compute: 300_000_000n, reads: 1, writes: 1, bytes: 6766 }),
  start: weightOf({ compute: 5_000_000_000n, reads: 33, writes: 30, bytes: 10148 }),
  progress: weightOf({ compute: 500_000_000n, reads: 5, writes: 4, bytes: 7101 }),
  complete: linearWeight({ compute: 500_000_000n, reads: 6, writes: 3, bytes: 7124 }, { compute: 15_000_000n, reads: 1, writes: 0, bytes: 64 }),
  designate: weightOf({ compute: 700_000_000n, reads: 5, writes: 3, bytes: 7082 }),
  commitVerdict: weightOf({ compute: 700_000_000n, reads: 5, writes: 3, bytes: 9368 }),
  revealVerdict: linearWeight({ compute: 700_000_000n, reads: 10, writes: 6, bytes: 7278 }, { compute: 700_000_000n, reads: 8, writes: 8, bytes: 961 }),
  commitReport: weightOf({ compute: 700_000_000n, reads: 7, writes: 4, bytes: 8229 }),
  revealReport: linearWeight({ compute: 1_500_000_000n, reads: 13, writes: 9, bytes: 7479 }, { compute: 1_000_000_000n, reads: 8, writes: 8, bytes: 961 }),
  revealSecret: linearWeight({ compute: 3_000_000_000n, reads: 13, writes: 9, bytes: 7652 }, { compute: 1_500_000_000n, reads: 8, writes: 8, bytes: 961 }),
  proveAltered: weightOf({ compute: 1_500_000_000n, reads: 6, writes: 3, bytes: 8273 }),
  wake: linearWeight({ compute: 3_000_000_000n, reads: 32, writes: 19, bytes: 8719 }, { compute: 3_000_000_000n, reads: 7, writes: 7, bytes: 542 }),
  wakeForced: linearWeight({ compute: 3_000_000_000n, reads: 23, writes: 20, bytes: 8470 }, { compute: 15_000_000_000n, reads: 4, writes: 4, bytes: 380 }),
};

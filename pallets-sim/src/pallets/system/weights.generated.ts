// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { linearWeight } from '../../frame/weight.ts';

export const WEIGHTS = {
  remark: linearWeight({ compute: 500_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 1_000n, reads: 0, writes: 0, bytes: 0 }),
  setStorage: linearWeight({ compute: 1_000_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 150_000n, reads: 0, writes: 1, bytes: 0 }),
  killStorage: linearWeight({ compute: 500_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 150_000n, reads: 0, writes: 1, bytes: 0 }),
  killPrefix: linearWeight({ compute: 10_000_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 10_000_000n, reads: 1, writes: 1, bytes: 0 }),
  remarkWithEvent: linearWeight({ compute: 5_000_000n, reads: 0, writes: 0, bytes: 0 }, { compute: 3_000n, reads: 0, writes: 0, bytes: 0 }),
};

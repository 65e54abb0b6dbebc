// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  register: weightOf({ compute: 150_000_000n, reads: 11, writes: 10, bytes: 1153 }),
  bondMore: weightOf({ compute: 150_000_000n, reads: 11, writes: 10, bytes: 1454 }),
  setPrice: weightOf({ compute: 300_000_000n, reads: 15, writes: 14, bytes: 2328 }),
  setOnline: weightOf({ compute: 150_000_000n, reads: 10, writes: 8, bytes: 1387 }),
  setCapacity: weightOf({ compute: 30_000_000n, reads: 3, writes: 1, bytes: 339 }),
  heartbeat: weightOf({ compute: 700_000_000n, reads: 17, writes: 17, bytes: 2259 }),
  unbond: weightOf({ compute: 150_000_000n, reads: 9, writes: 8, bytes: 1335 }),
  rebond: weightOf({ compute: 150_000_000n, reads: 9, writes: 8, bytes: 1355 }),
  withdrawUnbonded: weightOf({ compute: 50_000_000n, reads: 4, writes: 3, bytes: 406 }),
  proposeWorkerKey: weightOf({ compute: 5_000_000n, reads: 2, writes: 3, bytes: 32 }),
  acceptWorkerKey: weightOf({ compute: 30_000_000n, reads: 7, writes: 4, bytes: 64 }),
  bindPeer: weightOf({ compute: 700_000_000n, reads: 2, writes: 1, bytes: 64 }),
};

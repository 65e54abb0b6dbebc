// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  sudo: weightOf({ compute: 5_000_000n, reads: 1, writes: 0, bytes: 32 }),
  sudoUncheckedWeight: weightOf({ compute: 5_000_000n, reads: 1, writes: 0, bytes: 32 }),
  setKey: weightOf({ compute: 7_000_000n, reads: 1, writes: 1, bytes: 32 }),
  sudoAs: weightOf({ compute: 5_000_000n, reads: 1, writes: 0, bytes: 32 }),
  removeKey: weightOf({ compute: 5_000_000n, reads: 1, writes: 1, bytes: 32 }),
};

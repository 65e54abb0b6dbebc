// Generated from benchmarks.ts by `npm run weights -- --write`: do not edit.
import { weightOf } from '../../frame/weight.ts';

export const WEIGHTS = {
  set: weightOf({ compute: 2_000_000n, reads: 2, writes: 2, bytes: 8 }),
};

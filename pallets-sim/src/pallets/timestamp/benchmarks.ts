import type { Benchmarks } from '../../frame/benchmark.ts';
import { none } from '../../frame/origin.ts';
import { timestamp, timestampPallet } from './pallet.ts';

export const timestampBenchmarks: Benchmarks = {
  set: {
    setUp(context) {
      timestamp.storage.Now.put(context, 1n);
      return { origin: none, call: timestampPallet.call('set', { now: 1_700_000_000_000n }) };
    },
  },
};

import { type Benchmarks, CALLER } from '../../frame/benchmark.ts';
import type { RuntimeCall } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { systemPallet } from '../system/pallet.ts';
import { utility } from './pallet.ts';

/** A call that does nothing: what is measured is what lies around it. */
const inner = systemPallet.call('remark', { remark: new Uint8Array() });

/** A call that fails, as it is for root only. */
const failing = systemPallet.call('killStorage', { keys: [] });

const batch = (type: string, of = inner, end: readonly RuntimeCall[] = []) => ({
  grows: { with: 'call', upTo: utility.constants.batched_calls_limit - end.length },
  setUp: (_context: unknown, size: number) => ({
    origin: signed(CALLER),
    call: { type: 'Utility', value: { type, value: { calls: [...new Array(size).fill(of), ...end] } } },
  }),
});

export const utilityBenchmarks: Benchmarks = {
  batch: batch('batch', inner, [failing]),
  asDerivative: {
    setUp: () => ({
      origin: signed(CALLER),
      call: { type: 'Utility', value: { type: 'asDerivative', value: { index: 1, call: inner } } },
    }),
  },
  batchAll: batch('batchAll'),
  forceBatch: [batch('forceBatch'), batch('forceBatch', failing)],
};

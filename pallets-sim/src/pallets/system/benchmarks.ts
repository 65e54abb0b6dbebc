import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { type Benchmarks, CALLER } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { root, signed } from '../../frame/origin.ts';
import { systemPallet } from './pallet.ts';

const MOST_BYTES = 1024 * 1024;
const MOST_ITEMS = 1_000;
const PREFIX = new TextEncoder().encode('benchmark:');

const keyAt = (index: number): Uint8Array => new Uint8Array([...PREFIX, ...u32.codec.enc(index)]);

function fill(context: Context, count: number): Uint8Array[] {
  const keys = Array.from({ length: count }, (_, index) => keyAt(index));
  for (const key of keys) context.state.put(key, new Uint8Array(32));
  return keys;
}

export const systemBenchmarks: Benchmarks = {
  remark: {
    grows: { with: 'byte', upTo: MOST_BYTES },
    setUp: (_context, size) => ({
      origin: signed(CALLER),
      call: systemPallet.call('remark', { remark: new Uint8Array(size) }),
    }),
  },
  setStorage: {
    grows: { with: 'item', upTo: MOST_ITEMS },
    setUp: (_context, size) => ({
      origin: root,
      call: systemPallet.call('setStorage', {
        items: Array.from({ length: size }, (_, index): [Uint8Array, Uint8Array] => [
          keyAt(index),
          keyAt(index),
        ]),
      }),
    }),
  },
  killStorage: {
    grows: { with: 'item', upTo: MOST_ITEMS },
    setUp: (context, size) => ({
      origin: root,
      call: systemPallet.call('killStorage', { keys: fill(context, size) }),
    }),
  },
  killPrefix: {
    grows: { with: 'item', upTo: MOST_ITEMS },
    setUp(context, size) {
      fill(context, size);
      return { origin: root, call: systemPallet.call('killPrefix', { prefix: PREFIX, subkeys: size }) };
    },
  },
  remarkWithEvent: {
    grows: { with: 'byte', upTo: MOST_BYTES },
    setUp: (_context, size) => ({
      origin: signed(CALLER),
      call: systemPallet.call('remarkWithEvent', { remark: new Uint8Array(size) }),
    }),
  },
};

import { createCodec } from '@plumbline/runtime-types/scale/codec';
import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { u8 } from '@plumbline/runtime-types/scale/primitives';
import type { Shape } from '@plumbline/runtime-types/scale/shape';

/** How long an extrinsic may be included: for ever, or for `period` blocks from one with `number % period = phase`. */
export type Era =
  | { readonly type: 'Immortal' }
  | { readonly type: 'Mortal'; readonly period: number; readonly phase: number };

/** The block whose hash a mortal extrinsic is signed with: the last start of its era. */
export function eraBirth(era: Era, current: number): number {
  if (era.type === 'Immortal') return 0;
  const { period, phase } = era;
  return Math.floor((Math.max(current, phase) - phase) / period) * period + phase;
}

/** The first block in which the extrinsic is no longer valid; `undefined` when there is none. */
export function eraDeath(era: Era, current: number): number | undefined {
  return era.type === 'Immortal' ? undefined : eraBirth(era, current) + era.period;
}

const quantum = (period: number): number => Math.max(period >> 12, 1);

/** One byte for immortal, two for mortal: 4 bits of log₂ period, 12 bits of phase in steps of period / 4096. */
export const era: Shape<Era> = {
  codec: createCodec<Era>(
    (output, value) => {
      if (value.type === 'Immortal') {
        output.u8(0);
        return;
      }
      const log = Math.min(Math.max(Math.log2(value.period) - 1, 1), 15);
      output.u16(log | ((value.phase / quantum(value.period)) << 4));
    },
    (input) => {
      const first = input.u8();
      if (first === 0) return { type: 'Immortal' };
      const encoded = first | (input.u8() << 8);
      const period = 2 << (encoded % 16);
      const phase = (encoded >> 4) * quantum(period);
      if (period < 4 || phase >= period)
        throw new ScaleError('NotCanonical', 'the era of the extrinsic is not valid');
      return { type: 'Mortal', period, phase };
    },
  ),
  register: (registry) =>
    registry.add(era, () => {
      const type = u8.register(registry);
      const mortal = Array.from({ length: 255 }, (_, index) => ({
        name: `Mortal${index + 1}`,
        fields: [{ name: undefined, type, typeName: undefined, docs: [] }],
        index: index + 1,
        docs: [],
      }));
      return {
        path: ['sp_runtime', 'generic', 'era', 'Era'],
        def: { tag: 'variant', value: [{ name: 'Immortal', fields: [], index: 0, docs: [] }, ...mortal] },
      };
    }),
};

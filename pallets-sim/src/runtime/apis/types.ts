import { createCodec } from '@plumbline/runtime-types/scale/codec';
import { fixedBytes, newtype, struct, tuple, vec } from '@plumbline/runtime-types/scale/composites';
import { bool, bytes } from '@plumbline/runtime-types/scale/primitives';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { multiAddress } from '../../frame/address.ts';
import type { RuntimeCall } from '../../frame/context.ts';
import { header } from '../../pallets/system/types.ts';
import { extra } from '../extensions/all.ts';
import type { Extrinsic, ExtrinsicReader } from '../extrinsic.ts';
import { multiSignature } from '../signature.ts';

/** An extrinsic of a runtime with these calls, read by `reader`. */
export function uncheckedExtrinsic(call: Shape<RuntimeCall>, reader: ExtrinsicReader): Shape<Extrinsic> {
  const shape: Shape<Extrinsic> = {
    codec: createCodec<Extrinsic>(
      (output, { encoded }) => output.bytes(encoded),
      (input) => reader.read(input),
    ),
    register: (registry) =>
      registry.add(shape, () => ({
        path: ['sp_runtime', 'generic', 'unchecked_extrinsic', 'UncheckedExtrinsic'],
        params: [
          { name: 'Address', type: multiAddress.register(registry) },
          { name: 'Call', type: call.register(registry) },
          { name: 'Signature', type: multiSignature.register(registry) },
          { name: 'Extra', type: extra.register(registry) },
        ],
        def: {
          tag: 'composite',
          value: [{ name: undefined, type: bytes.register(registry), typeName: undefined, docs: [] }],
        },
      })),
  };
  return shape;
}

export const blockOf = (extrinsic: Shape<Extrinsic>) =>
  struct(['sp_runtime', 'generic', 'block', 'Block'], { header, extrinsics: vec(extrinsic) });

export const extrinsicInclusionMode = variant(['sp_runtime', 'ExtrinsicInclusionMode'], {
  AllExtrinsics: null,
  OnlyInherents: null,
});

export const opaqueMetadata = newtype(['sp_core', 'OpaqueMetadata'], bytes);

const inherentEntries = vec(tuple(fixedBytes(8), bytes));

/** Data from the node for the block's inherents, by identifier. */
export const inherentData = struct(['sp_inherents', 'InherentData'], {
  data: {
    codec: inherentEntries.codec,
    register(registry) {
      const type = inherentEntries.register(registry);
      return registry.add('InherentMap', () => ({
        path: ['BTreeMap'],
        params: [
          { name: 'K', type: fixedBytes(8).register(registry) },
          { name: 'V', type: bytes.register(registry) },
        ],
        def: { tag: 'composite', value: [{ name: undefined, type, typeName: undefined, docs: [] }] },
      }));
    },
  } satisfies Shape<[Uint8Array, Uint8Array][]>,
});

export const checkInherentsResult = struct(['sp_inherents', 'CheckInherentsResult'], {
  okay: bool,
  fatalError: bool,
  errors: inherentData,
});

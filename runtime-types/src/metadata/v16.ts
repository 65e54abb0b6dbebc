import type { V16 } from '@polkadot-api/substrate-bindings';
import type { MetadataContent, PalletMetadata } from './content.ts';

type Pallet = V16['pallets'][number];
/** Version 16 can mark everything as deprecated; nothing of this chain is. */
const deprecationInfo = { tag: 'NotDeprecated', value: undefined } as const;

/** Version 16: what 15 says, and deprecations, versions of runtime APIs, and extensions by extension version. */
export function toV16(content: MetadataContent): V16 {
  const { extrinsic, apis, registry } = content;
  return {
    lookup: registry.types,
    pallets: content.pallets.map(palletOf),
    extrinsic: {
      version: [extrinsic.version],
      address: extrinsic.address,
      call: extrinsic.call,
      signature: extrinsic.signature,
      // The key is the version of the set of extensions, not of the extrinsic format: extrinsics of format 4 have set 0.
      signedExtensionsByVersion: [[0, extrinsic.signedExtensions.map((_, index) => index)]],
      signedExtensions: [...extrinsic.signedExtensions],
    },
    apis: apis.map((api) => ({
      ...api,
      methods: api.methods.map((method) => ({ ...method, deprecationInfo })),
      deprecationInfo,
    })),
    outerEnums: content.outerEnums,
    custom: [],
  };
}

function palletOf({ name, index, docs, storage, calls, events, errors, constants }: PalletMetadata): Pallet {
  const items = storage.map((item) => ({ ...item, deprecationInfo }));
  return {
    name,
    index,
    docs: [docs],
    storage: items.length > 0 ? { prefix: name, items } : undefined,
    calls: enumOf(calls),
    events: enumOf(events),
    errors: enumOf(errors),
    constants: constants.map((constant) => ({ ...constant, deprecationInfo })),
    associatedTypes: [],
    viewFns: [],
    deprecationInfo,
  };
}

/** Which variants of an enum are deprecated: none. */
function enumOf(type: number | undefined): Pallet['calls'] {
  return type === undefined ? undefined : { type, deprecationInfo: [] };
}

import { type Metadata, metadata, type V14, type V15 } from '@polkadot-api/substrate-bindings';
import type { MetadataContent, PalletMetadata } from './content.ts';
import { toV16 } from './v16.ts';

/** "meta", little-endian: what metadata begins with. */
const MAGIC = 0x6174656d;

/** Versions that can be encoded, oldest first. */
export const METADATA_VERSIONS = [14, 15, 16] as const;
export type MetadataVersion = (typeof METADATA_VERSIONS)[number];

/** Metadata as the runtime API gives it, magic number and version included. */
export function encodeMetadata(version: MetadataVersion, content: MetadataContent): Uint8Array {
  return metadata.enc({ magicNumber: MAGIC, metadata: versioned(version, content) });
}

function versioned(version: MetadataVersion, content: MetadataContent): Metadata['metadata'] {
  switch (version) {
    case 14:
      return { tag: 'v14', value: toV14(content) };
    case 15:
      return { tag: 'v15', value: toV15(content) };
    case 16:
      return { tag: 'v16', value: toV16(content) };
  }
}

function toV14(content: MetadataContent): V14 {
  const { extrinsic } = content;
  return {
    lookup: content.registry.types,
    pallets: content.pallets.map((pallet) => ({ ...palletOf(pallet), docs: [] })),
    extrinsic: {
      type: extrinsic.type,
      version: extrinsic.version,
      signedExtensions: [...extrinsic.signedExtensions],
    },
    type: content.runtime,
    apis: [],
  };
}

function toV15(content: MetadataContent): V15 {
  const { extrinsic } = content;
  return {
    lookup: content.registry.types,
    pallets: content.pallets.map((pallet) => ({ ...palletOf(pallet), docs: [pallet.docs] })),
    extrinsic: {
      version: extrinsic.version,
      address: extrinsic.address,
      call: extrinsic.call,
      signature: extrinsic.signature,
      extra: extrinsic.extra,
      signedExtensions: [...extrinsic.signedExtensions],
    },
    type: content.runtime,
    apis: [...content.apis],
    outerEnums: content.outerEnums,
    custom: [],
  };
}

function palletOf(pallet: PalletMetadata): Omit<V15['pallets'][number], 'docs'> {
  const { name, index, storage, calls, events, errors, constants } = pallet;
  return {
    name,
    index,
    storage: storage.length > 0 ? { prefix: name, items: [...storage] } : undefined,
    calls,
    events,
    errors,
    constants: [...constants],
  };
}

import type { V15 } from '@polkadot-api/substrate-bindings';
import type { TypeRegistry } from '../scale/shape.ts';

type Pallet = V15['pallets'][number];
export type StorageItemMetadata = NonNullable<Pallet['storage']>['items'][number];
export type ConstantMetadata = Pallet['constants'][number];
/** `version` is that of the Rust trait; it stands in metadata from version 16 on. */
export type RuntimeApiMetadata = V15['apis'][number] & { readonly version: number };
export type SignedExtensionMetadata = V15['extrinsic']['signedExtensions'][number];

/** What one pallet says about itself; numbers are type ids. */
export interface PalletMetadata {
  readonly name: string;
  readonly index: number;
  readonly docs: string;
  /** Storage under the pallet's name as prefix. */
  readonly storage: readonly StorageItemMetadata[];
  readonly calls: number | undefined;
  readonly events: number | undefined;
  readonly errors: number | undefined;
  readonly constants: readonly ConstantMetadata[];
}

/** Everything that metadata says about a runtime, whatever its version; numbers are ids of `registry`'s types. */
export interface MetadataContent {
  readonly registry: TypeRegistry;
  readonly pallets: readonly PalletMetadata[];
  readonly extrinsic: {
    readonly version: number;
    readonly type: number;
    readonly address: number;
    readonly call: number;
    readonly signature: number;
    readonly extra: number;
    readonly signedExtensions: readonly SignedExtensionMetadata[];
  };
  /** The type of the runtime itself. */
  readonly runtime: number;
  readonly outerEnums: { readonly call: number; readonly event: number; readonly error: number };
  readonly apis: readonly RuntimeApiMetadata[];
}

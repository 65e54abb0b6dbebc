import type {
  MetadataContent,
  PalletMetadata,
  StorageItemMetadata,
} from '@plumbline/runtime-types/metadata/content';
import { tuple } from '@plumbline/runtime-types/scale/composites';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { type Shape, TypeRegistry } from '@plumbline/runtime-types/scale/shape';
import { multiAddress } from '../frame/address.ts';
import type { Assembly, PalletAt } from '../frame/assembly.ts';
import { HASHERS } from '../frame/hashers.ts';
import { RUNTIME_EVENT, RUNTIME_HOLD_REASON } from '../frame/outer.ts';
import type { AnyStorageItem } from '../frame/storage-item.ts';
import type { RuntimeApi } from './apis/api.ts';
import { EXTENSIONS, extra } from './extensions/all.ts';
import { EXTRINSIC_VERSION, type Extrinsic } from './extrinsic.ts';
import { multiSignature } from './signature.ts';
import { apiVersion } from './version.ts';

const OPTIONAL = 0;
const DEFAULT = 1;

/** Everything that a runtime's metadata says. */
export function describeRuntime(
  assembly: Assembly,
  apis: readonly RuntimeApi[],
  extrinsic: Shape<Extrinsic>,
  crate: string,
): MetadataContent {
  const registry = new TypeRegistry();
  registry.bind(RUNTIME_EVENT, assembly.event);
  registry.bind(RUNTIME_HOLD_REASON, assembly.holdReason);
  return {
    registry,
    pallets: assembly.pallets.map((at) => describePallet(at, registry)),
    extrinsic: {
      version: EXTRINSIC_VERSION,
      type: extrinsic.register(registry),
      address: multiAddress.register(registry),
      call: assembly.call.register(registry),
      signature: multiSignature.register(registry),
      extra: extra.register(registry),
      signedExtensions: EXTENSIONS.map((extension) => ({
        identifier: extension.identifier,
        type: extension.extra.register(registry),
        additionalSigned: extension.additional.register(registry),
      })),
    },
    runtime: registry.add('Runtime', () => ({
      path: [crate, 'Runtime'],
      def: { tag: 'composite', value: [] },
    })),
    outerEnums: {
      call: assembly.call.register(registry),
      event: assembly.event.register(registry),
      error: assembly.error.register(registry),
    },
    apis: apis.map(({ name, docs, functions }) => ({
      name,
      docs: [docs],
      version: apiVersion(name),
      methods: Object.entries(functions).map(([method, { inputs, output, docs: about }]) => ({
        name: method,
        inputs: Object.entries(inputs).map(([input, shape]) => ({
          name: input,
          type: shape.register(registry),
        })),
        output: output.register(registry),
        docs: [about],
      })),
    })),
  };
}

function describePallet({ index, pallet }: PalletAt, registry: TypeRegistry): PalletMetadata {
  const { types, declaration } = pallet;
  return {
    name: pallet.name,
    index,
    docs: declaration.docs,
    storage: types.storage.map((item) => describeItem(item, registry)),
    calls: types.call?.register(registry),
    events: types.event?.register(registry),
    errors: types.error?.register(registry),
    constants: Object.entries(declaration.constants ?? {}).map(([name, { docs, shape, value }]) => ({
      name,
      type: shape.register(registry),
      value: toHex(shape.codec.enc(value)),
      docs: [docs],
    })),
  };
}

function describeItem({ name, description }: AnyStorageItem, registry: TypeRegistry): StorageItemMetadata {
  const { keys, shape, fallback, docs } = description;
  const [first] = keys;
  const value = shape.register(registry);
  return {
    name,
    modifier: fallback === undefined ? OPTIONAL : DEFAULT,
    type:
      first === undefined
        ? { tag: 'plain', value }
        : {
            tag: 'map',
            value: {
              hashers: keys.map(({ hasher }) => ({ tag: HASHERS[hasher].tag, value: undefined })),
              key: (keys.length === 1 ? first.shape : tuple(...keys.map((part) => part.shape))).register(
                registry,
              ),
              value,
            },
          },
    fallback: toHex(fallback ?? new Uint8Array([0])),
    docs: [docs],
  };
}

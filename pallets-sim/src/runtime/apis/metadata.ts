import { METADATA_VERSIONS, type MetadataVersion } from '@plumbline/runtime-types/metadata/encode';
import { option, vec } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { apiFunction, type RuntimeApi } from './api.ts';
import { opaqueMetadata } from './types.ts';

/** `encoded` gives the metadata of a version; it is asked for each version once. */
export function metadataApi(encoded: (version: MetadataVersion) => Uint8Array): RuntimeApi {
  const known = new Map<MetadataVersion, Uint8Array>();
  const metadata = (version: MetadataVersion): Uint8Array => {
    const bytes = known.get(version) ?? encoded(version);
    known.set(version, bytes);
    return bytes;
  };
  return {
    name: 'Metadata',
    docs: 'What the runtime says about itself.',
    functions: {
      metadata: apiFunction('Metadata of version 14.', {}, opaqueMetadata, () => metadata(14)),
      metadata_at_version: apiFunction(
        'Metadata of a version, if there is such.',
        { version: u32 },
        option(opaqueMetadata),
        (_context, { version }) => {
          const supported = METADATA_VERSIONS.find((one) => one === version);
          return supported === undefined ? undefined : metadata(supported);
        },
      ),
      metadata_versions: apiFunction('The versions of metadata that there are.', {}, vec(u32), () => [
        ...METADATA_VERSIONS,
      ]),
    },
  };
}

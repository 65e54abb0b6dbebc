import { toHex } from '@plumbline/runtime-types/scale/hex';
import { decAnyMetadata, type UnifiedMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings';
import type { Chain } from '../chain/chain.ts';
import { messageOf, NodeError } from '../errors.ts';
import { u32Bytes } from '../scale.ts';

/** Metadata whatever its version was. */
export type RuntimeMetadata = UnifiedMetadata;
export type TypeDefinition = RuntimeMetadata['lookup'][number];

const VERSION = 15;
const known = new WeakMap<Chain, RuntimeMetadata>();

/** What the runtime of a chain says about itself. Throws `NodeError` `RuntimeFailed` when it says nothing. */
export function runtimeMetadata(chain: Chain): RuntimeMetadata {
  const before = known.get(chain);
  if (before) return before;
  try {
    const bytes = chain.call('Metadata_metadata_at_version', u32Bytes(VERSION));
    const metadata = unifyMetadata(decAnyMetadata(toHex(bytes)));
    known.set(chain, metadata);
    return metadata;
  } catch (error) {
    throw new NodeError('RuntimeFailed', `the runtime gives no metadata: ${messageOf(error)}`, error);
  }
}

import { toHex } from '@plumbline/verification/hash/hex';
import type { Journal } from '../storage/journal.ts';
import { RoleError } from './errors.ts';

/** What a base path keeps (secrets, states) is of one chain, and would be cleared away as foreign on another. */
export async function keepToChain(
  journal: Journal,
  genesisHash: Uint8Array,
  basePath: string,
): Promise<void> {
  const kept = await journal.get<Uint8Array>('genesis');
  if (kept === undefined) await journal.put('genesis', genesisHash);
  else if (Buffer.compare(kept, genesisHash) !== 0) {
    const message =
      `the base path ${basePath} was used on another chain (genesis ${toHex(kept)}) than this one ` +
      `(${toHex(genesisHash)}). Check --rpc, or give this worker another --base-path for this chain`;
    throw new RoleError('OtherChain', message, { basePath });
  }
}

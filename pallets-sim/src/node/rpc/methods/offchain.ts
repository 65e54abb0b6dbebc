import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { OffchainStorage } from '../../offchain/offchain-storage.ts';
import { RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import { type Params, wrong } from '../params.ts';

/** Substrate's code for a kind of storage that nodes do not have. */
const UNAVAILABLE_KIND = 5001;

/** `offchain_*`: what off-chain code of this node remembers. */
export function offchainMethods(storage: OffchainStorage): Methods {
  return {
    offchain_localStorageSet: call(async (params) => {
      requirePersistent(params);
      await storage.set(params.bytes(1, 'key'), params.bytes(2, 'value'));
      return null;
    }),
    offchain_localStorageClear: call(async (params) => {
      requirePersistent(params);
      await storage.clear(params.bytes(1, 'key'));
      return null;
    }),
    offchain_localStorageGet: call(async (params) => {
      requirePersistent(params);
      const value = await storage.get(params.bytes(1, 'key'));
      return value ? toHex(value) : null;
    }),
  };
}

function requirePersistent(params: Params): void {
  const kind = params.text(0, 'kind');
  if (kind === 'PERSISTENT') return;
  if (kind === 'LOCAL') throw new RpcError(UNAVAILABLE_KIND, 'This storage kind is not available yet.');
  throw wrong(0, 'kind', 'must be "PERSISTENT" or "LOCAL"');
}

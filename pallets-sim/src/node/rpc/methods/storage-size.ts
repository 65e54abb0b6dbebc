import { setImmediate } from 'node:timers/promises';
import type { Header } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import { CLIENT_ERROR, RpcError } from '../errors.ts';
import { keysUnder } from './state-keys.ts';

/** So many values are looked at before others have a turn. */
const AT_A_TIME = 500;
/** Substrate gives up after as long. */
const MOST_MS = 30_000;

/**
 * How long the value of a key is; where there is none, how long all values are whose keys begin with it: a map, say.
 * Null when there are none.
 */
export async function storageSize(chain: Chain, block: Header, key: Uint8Array): Promise<number | null> {
  const state = chain.stateAt(block);
  const value = state.get(key);
  if (value) return value.length;
  const release = chain.pinState(block);
  const startedAt = performance.now();
  try {
    let sum = 0;
    let seen = 0;
    for (const each of keysUnder(state, key)) {
      sum += state.get(each)?.length ?? 0;
      if (++seen % AT_A_TIME !== 0) continue;
      await setImmediate();
      if (performance.now() - startedAt > MOST_MS) {
        throw new RpcError(CLIENT_ERROR, 'Client error: the call was stopped because it took too long');
      }
    }
    return sum > 0 ? sum : null;
  } finally {
    release();
  }
}

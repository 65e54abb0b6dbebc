import type { ChildStorage } from '../../../runtime/api.ts';
import { compareBytes, startsWith } from '../../bytes.ts';
import { RpcError, TOO_MANY_KEYS } from '../errors.ts';
import type { Params } from '../params.ts';

type Trie = Pick<ChildStorage, 'get' | 'nextKey'>;

/** The keys that begin with `prefix`, in order, after `start` when it is given. */
export function* keysUnder(state: Trie, prefix: Uint8Array, start?: Uint8Array): Generator<Uint8Array> {
  const startsLater = start !== undefined && compareBytes(start, prefix) >= 0;
  if (!startsLater && state.get(prefix) !== undefined) yield prefix;
  let key = state.nextKey(startsLater ? start : prefix);
  while (key && startsWith(key, prefix)) {
    yield key;
    key = state.nextKey(key);
  }
}

/** Up to `count` of these keys. */
export function keysFrom(state: Trie, prefix: Uint8Array, count: number, start?: Uint8Array): Uint8Array[] {
  const keys: Uint8Array[] = [];
  if (count === 0) return keys;
  for (const key of keysUnder(state, prefix, start)) {
    keys.push(key);
    if (keys.length === count) break;
  }
  return keys;
}

/** Most keys that one paged call gives, as in Substrate. */
const MOST_PAGED_KEYS = 1000;

/** How many keys a client asks for in a page. */
export function pageSize(params: Params, index: number): number {
  const count = params.number(index, 'count');
  if (count <= MOST_PAGED_KEYS) return count;
  throw new RpcError(TOO_MANY_KEYS, `count exceeds maximum value. value: ${count}, max: ${MOST_PAGED_KEYS}`);
}

import { compareBytes, startsWith } from '../../bytes.ts';
import type { Overlay } from '../../state/overlay.ts';

/** The keys that begin with `prefix`, in order, after `start` when it is given. */
export function* keysUnder(state: Overlay, prefix: Uint8Array, start?: Uint8Array): Generator<Uint8Array> {
  const startsLater = start !== undefined && compareBytes(start, prefix) >= 0;
  if (!startsLater && state.get(prefix) !== undefined) yield prefix;
  let key = state.nextKey(startsLater ? start : prefix);
  while (key && startsWith(key, prefix)) {
    yield key;
    key = state.nextKey(key);
  }
}

/** Up to `count` of these keys. */
export function keysFrom(
  state: Overlay,
  prefix: Uint8Array,
  count: number,
  start?: Uint8Array,
): Uint8Array[] {
  const keys: Uint8Array[] = [];
  if (count === 0) return keys;
  for (const key of keysUnder(state, prefix, start)) {
    keys.push(key);
    if (keys.length === count) break;
  }
  return keys;
}

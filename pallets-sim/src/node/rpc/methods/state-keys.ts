import { compareBytes, startsWith } from '../../bytes.ts';
import type { Overlay } from '../../state/overlay.ts';

/** Up to `count` keys that begin with `prefix`, in order, after `start` when it is given. */
export function keysFrom(
  state: Overlay,
  prefix: Uint8Array,
  count: number,
  start?: Uint8Array,
): Uint8Array[] {
  const keys: Uint8Array[] = [];
  const startsLater = start !== undefined && compareBytes(start, prefix) >= 0;
  if (!startsLater && count > 0 && state.get(prefix) !== undefined) keys.push(prefix);
  let key = state.nextKey(startsLater ? start : prefix);
  while (key && keys.length < count && startsWith(key, prefix)) {
    keys.push(key);
    key = state.nextKey(key);
  }
  return keys;
}

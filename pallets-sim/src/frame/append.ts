import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import type { Context } from './context.ts';
import type { StorageItem } from './storage-item.ts';

/**
 * Puts an element at the end of a stored list, unless its bound (`boundedVec`) leaves no room for it: then it says
 * `false` and nothing changes.
 *
 * @example registry.ensure(tryAppend(context, registry.storage.Members, [club], who), 'TooManyMembers');
 */
export function tryAppend<K extends readonly unknown[], E>(
  context: Context,
  item: StorageItem<K, E[], E[]>,
  keys: K,
  element: E,
): boolean {
  const list = item.get(context, ...keys);
  list.push(element);
  try {
    item.put(context, ...keys, list);
    return true;
  } catch (error) {
    if (error instanceof ScaleError && error.code === 'TooLong') return false;
    throw error;
  }
}

import type { PrefixRemoval } from '../../../runtime/api.ts';

/**
 * Clears a prefix in a model of a trie, as the host of Substrate does: what was written since `stored` goes first, then
 * as many of the stored keys as the limit says, those that are gone already among them.
 *
 * @param entries what the trie holds, by key (`mapKey`); a value is a written one when it is another object than in `stored`
 */
export function clearAsSubstrate(
  entries: Map<string, Uint8Array>,
  stored: ReadonlyMap<string, Uint8Array>,
  prefix: string,
  limit = Number.POSITIVE_INFINITY,
): PrefixRemoval {
  const before = entries.size;
  for (const [key, value] of [...entries]) {
    if (key.startsWith(prefix) && stored.get(key) !== value) entries.delete(key);
  }
  const covered = [...stored.keys()].filter((key) => key.startsWith(prefix)).sort();
  for (const key of covered.slice(0, limit)) entries.delete(key);
  return {
    removed: before - entries.size,
    loops: Math.min(limit, covered.length),
    complete: covered.length <= limit,
  };
}

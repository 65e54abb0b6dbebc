import { isObject } from '../../chain-spec/lossless-json.ts';
import type { HumanEntry } from '../../metadata/human-storage.ts';

type Tree = { [name: string]: unknown };

/** What two states have in common in their keys, old and new, and what leads from one to the other. */
export interface HumanDiff {
  readonly old: Tree;
  readonly new: Tree;
  /** As jsondiffpatch writes it; undefined when nothing has changed. Events count as if there had been none before. */
  readonly delta: unknown;
}

/** Puts entries into trees by their paths, and compares them. */
export function humanDiff(entries: readonly { before: HumanEntry; after: HumanEntry }[]): HumanDiff {
  const [old, now]: [Tree, Tree] = [{}, {}];
  for (const { before, after } of entries) {
    put(old, before);
    put(now, after);
  }
  const { system } = old;
  const withoutEvents =
    isObject(system) && 'events' in system ? { ...old, system: { ...system, events: [] } } : old;
  return { old, new: now, delta: difference(withoutEvents, now) };
}

function put(tree: Tree, [path, value]: HumanEntry): void {
  let at = tree;
  for (const name of path.slice(0, -1)) {
    const below = at[name];
    const next: Tree = isObject(below) ? (below as Tree) : {};
    at[name] = next;
    at = next;
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}

/** `[new]` for what came, `[old, 0, 0]` for what went, `[old, new]` for what changed, the same within lists and objects. */
function difference(old: unknown, now: unknown): unknown {
  if (isSame(old, now)) return undefined;
  if (Array.isArray(old) && Array.isArray(now)) return listDifference(old, now);
  if (!isObject(old) || !isObject(now) || Array.isArray(old) || Array.isArray(now)) return [old, now];
  const changes = [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const change = !(name in old)
      ? [now[name]]
      : !(name in now)
        ? [old[name], 0, 0]
        : difference(old[name], now[name]);
    return change === undefined ? [] : [[name, change] as const];
  });
  return Object.fromEntries(changes);
}

/** What both begin and end with stays; what is between goes and comes. */
function listDifference(old: readonly unknown[], now: readonly unknown[]): unknown {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && isSame(old[head], now[head])) head++;
  let tail = 0;
  while (tail < most - head && isSame(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail++;
  const delta: Tree = { _t: 'a' };
  for (let index = head; index < now.length - tail; index++) delta[index] = [now[index]];
  for (let index = head; index < old.length - tail; index++) delta[`_${index}`] = [old[index], 0, 0];
  return delta;
}

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

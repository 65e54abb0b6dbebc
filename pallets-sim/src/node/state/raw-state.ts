import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { childName, childNames, isChildRootKey } from './child-root-key.ts';
import type { Overlay } from './overlay.ts';

type Entries = Readonly<Record<string, string>>;

/** A state key by key in hex, as a chain spec has it. Children are known by their names, and their roots left out. */
export interface RawState {
  readonly top: Entries;
  readonly childrenDefault: Readonly<Record<string, Entries>>;
}

/** All of a state. Its root must have been computed since anything was written to a child. */
export function rawState(state: Overlay): RawState {
  const children = Array.from(
    childNames(state),
    (name) => [toHex(name), entriesOf(state.child(name))] as const,
  );
  return { top: entriesOf(state), childrenDefault: Object.fromEntries(children) };
}

/** Writes all of it to a state. Throws `ScaleError` for what is not hex. */
export function putRawState({ top, childrenDefault }: RawState, state: Overlay): void {
  for (const [key, value] of Object.entries(top)) state.put(fromHex(key), fromHex(value));
  for (const [name, entries] of Object.entries(childrenDefault)) {
    const child = state.child(fromHex(name));
    for (const [key, value] of Object.entries(entries)) child.put(fromHex(key), fromHex(value));
  }
}

/** Reads the shape; `refuse` is called with what is wrong with it, and throws. */
export function readRawState(
  value: Readonly<Record<string, unknown>>,
  refuse: (problem: string) => never,
): RawState {
  const { top, childrenDefault = {} } = value;
  const children = objectOf(childrenDefault, '"childrenDefault"', refuse).map(([name, entries]) => {
    if (!isHex(name) || name === '0x')
      refuse(`"childrenDefault" has a name that is not hex: ${name.slice(0, 80)}`);
    return [name, readEntries(entries, `"childrenDefault" of ${name.slice(0, 80)}`, refuse)] as const;
  });
  const main = readEntries(top, '"top"', refuse);
  for (const key of Object.keys(main)) {
    const name = childName(fromHex(key));
    if (name) {
      refuse(
        `"top" has the root of the child trie ${toHex(name)}: leave it out, and give the trie's keys in "childrenDefault"`,
      );
    }
  }
  return { top: main, childrenDefault: Object.fromEntries(children) };
}

function readEntries(value: unknown, name: string, refuse: (problem: string) => never): Entries {
  const entries = objectOf(value, name, refuse).map(([key, item]) => {
    if (!isHex(key) || !isHex(item))
      return refuse(`${name} has an entry that is not hex: ${key.slice(0, 80)}`);
    return [key, item] as const;
  });
  return Object.fromEntries(entries);
}

function objectOf(value: unknown, name: string, refuse: (problem: string) => never): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  return refuse(`${name} must be an object of hex keys and values`);
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^0x(?:[0-9a-fA-F]{2})*$/.test(value);
}

function entriesOf(trie: {
  get(key: Uint8Array): Uint8Array | undefined;
  nextKey(key: Uint8Array): Uint8Array | undefined;
}): Entries {
  const entries: Record<string, string> = {};
  const first = trie.get(new Uint8Array());
  if (first) entries['0x'] = toHex(first);
  for (let key = trie.nextKey(new Uint8Array()); key; key = trie.nextKey(key)) {
    if (!isChildRootKey(key)) entries[toHex(key)] = toHex(trie.get(key) ?? new Uint8Array());
  }
  return entries;
}

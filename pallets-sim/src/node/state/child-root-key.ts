import { concatBytes, startsWith } from '../bytes.ts';

/** Where the roots of child tries of any kind lie in the main one. */
const ALL_CHILDREN = new TextEncoder().encode(':child_storage:');
/** The kind that there is. */
const CHILD_PREFIX = new TextEncoder().encode(':child_storage:default:');

/** The key of the main trie under which the root of a child lies. */
export function childRootKey(name: Uint8Array): Uint8Array {
  return concatBytes(CHILD_PREFIX, name);
}

/** Whether the root of a child, and nothing else, may lie under a key of the main trie. */
export function isChildRootKey(key: Uint8Array): boolean {
  return key[0] === CHILD_PREFIX[0] && startsWith(key, CHILD_PREFIX);
}

/** Whether keys of child tries may begin with a prefix: such a prefix is not cleared. */
export function coversChildKeys(prefix: Uint8Array): boolean {
  return startsWith(ALL_CHILDREN, prefix) || startsWith(prefix, ALL_CHILDREN);
}

/** The child whose root lies under a key, undefined when none can. */
export function childName(key: Uint8Array): Uint8Array | undefined {
  return isChildRootKey(key) ? key.subarray(CHILD_PREFIX.length) : undefined;
}

/** The names of a state's children, in order. */
export function* childNames(state: {
  nextKey(key: Uint8Array): Uint8Array | undefined;
}): Generator<Uint8Array> {
  for (let key = state.nextKey(CHILD_PREFIX); key && isChildRootKey(key); key = state.nextKey(key)) {
    yield key.subarray(CHILD_PREFIX.length);
  }
}

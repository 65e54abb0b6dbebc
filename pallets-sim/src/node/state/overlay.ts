import type {
  ChildStorage,
  Externalities,
  LateValue,
  PrefixRemoval,
  SignatureClaim,
  VrfClaim,
} from '../../runtime/api.ts';
import { equalBytes, fromMapKey, mapKey } from '../bytes.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { orderedTrieRoot } from '../trie/ordered-root.ts';
import type { CommittedTrie, StateVersion } from '../trie/trie-change.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import { childRootKey, coversChildKeys, isChildRootKey } from './child-root-key.ts';
import type { LatestValues } from './latest-values.ts';
import type { StateDelta } from './state-delta.ts';
import { TrieOverlay } from './trie-overlay.ts';

/** A state with what makes it out of the stored one. */
interface CommittedState extends CommittedTrie {
  readonly delta: StateDelta;
}

/**
 * Changes on top of a stored state: the externalities that a runtime call runs on. Dropping it forgets the call. The
 * state is one trie and those of its children, whose roots are values of the first: they are written when the root is
 * computed, and by nobody else.
 */
export class Overlay implements Externalities {
  readonly acceptsMockSignatures: boolean;
  /** Answers for the runtime whether signatures are right; without it, the runtime verifies them itself. */
  verifySignature?: (claim: SignatureClaim) => boolean;
  /** Whether the host has made this claim of block randomness itself. */
  knowsVrf?: (claim: VrfClaim) => boolean;
  readonly #store: TrieStore;
  readonly #stateVersion: StateVersion;
  readonly #main: TrieOverlay;
  /** Children that were asked for, by name (`mapKey`). */
  readonly #children = new Map<string, TrieOverlay>();

  /** @param latest values that are known if the state is the newest */
  constructor(
    store: TrieStore,
    root: Uint8Array,
    stateVersion: StateVersion,
    acceptsMockSignatures = false,
    latest: LatestValues | undefined = undefined,
  ) {
    this.acceptsMockSignatures = acceptsMockSignatures;
    this.#store = store;
    this.#stateVersion = stateVersion;
    this.#main = new TrieOverlay(store, root, stateVersion, 0, latest);
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#main.get(key);
  }

  held(key: Uint8Array): Uint8Array | LateValue | undefined {
    return this.#main.held(key);
  }

  put(key: Uint8Array, value: Uint8Array | LateValue): void {
    refuseChildRoot(key);
    this.#main.put(key, value);
  }

  delete(key: Uint8Array): void {
    refuseChildRoot(key);
    this.#main.delete(key);
  }

  append(key: Uint8Array, element: Uint8Array): void {
    refuseChildRoot(key);
    this.#main.append(key, element);
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    return this.#main.nextKey(key);
  }

  clearPrefix(prefix: Uint8Array, limit?: number): PrefixRemoval {
    if (coversChildKeys(prefix)) return { removed: 0, loops: 0, complete: true };
    return this.#main.clearPrefix(prefix, limit);
  }

  child(name: Uint8Array): ChildStorage {
    const id = mapKey(name);
    if (name.length === 0) throw new TypeError('a child trie has a name');
    const known = this.#children.get(id);
    if (known) return known;
    const root = this.#main.stored(childRootKey(name)) ?? EMPTY_ROOT;
    const child = new TrieOverlay(this.#store, root, this.#stateVersion, this.#main.depth);
    this.#children.set(id, child);
    return child;
  }

  root(): Uint8Array {
    return this.commitTrie().root;
  }

  orderedRoot(values: readonly Uint8Array[], stateVersion: StateVersion): Uint8Array {
    return orderedTrieRoot(values, stateVersion);
  }

  startTransaction(): void {
    this.#main.startTransaction();
    for (const child of this.#children.values()) child.startTransaction();
  }

  commit(): void {
    this.#main.commit();
    for (const child of this.#children.values()) child.commit();
  }

  rollback(): void {
    this.#main.rollback();
    for (const child of this.#children.values()) child.rollback();
  }

  /** How many transactions are open. */
  get depth(): number {
    return this.#main.depth;
  }

  /** Rolls back until `depth` transactions are open: what is left to do when a runtime call has thrown. */
  rollbackTo(depth: number): void {
    while (this.depth > depth) this.rollback();
  }

  /** The tries with everything written so far; the root is that of the state. */
  commitTrie(): CommittedState {
    const children = Array.from(this.#children, ([name, child]) => {
      const committed = child.commitTrie();
      this.#writeChildRoot(childRootKey(fromMapKey(name)), committed.root);
      return { name, ...committed };
    });
    const main = this.#main.commitTrie();
    const changed = children.filter(({ changes }) => changes.size > 0);
    return {
      root: main.root,
      preimages: [...children.flatMap(({ preimages }) => preimages), ...main.preimages],
      removed: [...children.flatMap(({ removed }) => removed), ...main.removed],
      delta: {
        version: this.#stateVersion,
        top: main.changes,
        children: new Map(changed.map(({ name, changes }) => [name, changes])),
      },
    };
  }

  /** What was written, by key (`mapKey`), with undefined for what was deleted; children by their roots. */
  written(): ReadonlyMap<string, Uint8Array | undefined> {
    return this.#main.written();
  }

  /** The keys that were written or deleted, as `mapKey`s, also when their values are the old ones. */
  writtenKeys(): ReadonlySet<string> {
    return this.#main.writtenKeys();
  }

  /** A child without keys has no root in the state. */
  #writeChildRoot(key: Uint8Array, root: Uint8Array): void {
    const before = this.#main.get(key);
    if (equalBytes(before ?? EMPTY_ROOT, root)) return;
    if (equalBytes(root, EMPTY_ROOT)) this.#main.delete(key);
    else this.#main.put(key, root);
  }
}

function refuseChildRoot(key: Uint8Array): void {
  if (isChildRootKey(key)) {
    throw new TypeError('the root of a child trie follows from its keys: write those, with child()');
  }
}

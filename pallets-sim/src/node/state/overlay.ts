import type { Externalities, SignatureClaim } from '../../runtime/api.ts';
import { equalBytes, fromMapKey, mapKey, startsWith } from '../bytes.ts';
import { orderedTrieRoot } from '../trie/ordered-root.ts';
import { readNextKey, readValue } from '../trie/read.ts';
import { type CommittedTrie, type StateVersion, TrieChange } from '../trie/trie-change.ts';
import type { TrieNode } from '../trie/trie-node.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import { SortedKeys } from './sorted-keys.ts';

/** What a key was before a transaction first wrote it: unwritten, or written with this value (undefined: deleted). */
type Undo = { readonly key: string; readonly before: { readonly value: Uint8Array | undefined } | undefined };

/**
 * Changes on top of a stored state: the externalities that a runtime call runs on. Dropping it forgets the call.
 * Transactions keep an undo list each, so reading costs one lookup however deep they are nested.
 */
export class Overlay implements Externalities {
  readonly #store: TrieStore;
  readonly #baseRoot: Uint8Array;
  readonly #base: TrieNode | undefined;
  readonly #stateVersion: StateVersion;
  readonly #changes = new Map<string, Uint8Array | undefined>();
  readonly #sorted = new SortedKeys(this.#changes);
  readonly #undo: Undo[][] = [];
  /** What was read from the stored state: it does not change. */
  readonly #stored = new Map<string, Uint8Array | undefined>();
  #committed: CommittedTrie | undefined;

  readonly acceptsMockSignatures: boolean;
  /** Answers for the runtime whether signatures are right; without it, the runtime verifies them itself. */
  verifySignature?: (claim: SignatureClaim) => boolean;

  constructor(store: TrieStore, root: Uint8Array, stateVersion: StateVersion, acceptsMockSignatures = false) {
    this.acceptsMockSignatures = acceptsMockSignatures;
    this.#store = store;
    this.#baseRoot = root;
    this.#base = store.root(root);
    this.#stateVersion = stateVersion;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const name = mapKey(key);
    const written = this.#changes.get(name);
    if (written !== undefined || this.#changes.has(name)) return written;
    return this.#readStored(name, key);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.#write(mapKey(key), value);
  }

  delete(key: Uint8Array): void {
    this.#write(mapKey(key), undefined);
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    let stored = readNextKey(this.#store, this.#base, key);
    while (stored && this.#isDeleted(stored)) stored = readNextKey(this.#store, this.#base, stored);
    const written = this.#sorted.nextLive(mapKey(key));
    if (written === undefined) return stored;
    return stored && mapKey(stored) < written ? stored : fromMapKey(written);
  }

  clearPrefix(prefix: Uint8Array, limit = Number.POSITIVE_INFINITY): { removed: number; complete: boolean } {
    let removed = 0;
    let key = this.get(prefix) === undefined ? this.nextKey(prefix) : prefix;
    while (key && startsWith(key, prefix)) {
      if (removed >= limit) return { removed, complete: false };
      this.delete(key);
      removed++;
      key = this.nextKey(key);
    }
    return { removed, complete: true };
  }

  root(): Uint8Array {
    return this.commitTrie().root;
  }

  orderedRoot(values: readonly Uint8Array[], stateVersion: StateVersion): Uint8Array {
    return orderedTrieRoot(values, stateVersion);
  }

  startTransaction(): void {
    this.#undo.push([]);
  }

  commit(): void {
    const done = this.#undo.pop();
    if (!done) throw new Error('commit without a transaction');
    const outer = this.#undo.at(-1);
    if (outer) for (const entry of done) outer.push(entry);
  }

  rollback(): void {
    const undone = this.#undo.pop();
    if (!undone) throw new Error('rollback without a transaction');
    for (let i = undone.length - 1; i >= 0; i--) {
      const entry = undone[i];
      if (!entry) continue;
      if (entry.before) this.#changes.set(entry.key, entry.before.value);
      else this.#changes.delete(entry.key);
    }
    this.#sorted.invalidate();
    this.#committed = undefined;
  }

  /** How many transactions are open. */
  get depth(): number {
    return this.#undo.length;
  }

  /** Rolls back until `depth` transactions are open: what is left to do when a runtime call has thrown. */
  rollbackTo(depth: number): void {
    while (this.depth > depth) this.rollback();
  }

  /** The trie with everything written so far. */
  commitTrie(): CommittedTrie {
    if (this.#committed) return this.#committed;
    const change = new TrieChange(this.#store, this.#baseRoot, this.#stateVersion);
    for (const [name, value] of this.#changes) {
      const key = fromMapKey(name);
      if (!value) change.delete(key);
      else if (!isEqual(this.#readStored(name, key), value)) change.put(key, value);
    }
    this.#committed = change.commit();
    return this.#committed;
  }

  /** The keys that were written or deleted, as `mapKey`s, also when their values are the old ones. */
  writtenKeys(): ReadonlySet<string> {
    return new Set(this.#changes.keys());
  }

  #readStored(name: string, key: Uint8Array): Uint8Array | undefined {
    const known = this.#stored.get(name);
    if (known !== undefined || this.#stored.has(name)) return known;
    const value = readValue(this.#store, this.#base, key);
    this.#stored.set(name, value);
    return value;
  }

  #isDeleted(key: Uint8Array): boolean {
    const name = mapKey(key);
    return this.#changes.has(name) && this.#changes.get(name) === undefined;
  }

  #write(name: string, value: Uint8Array | undefined): void {
    const isNew = !this.#changes.has(name);
    this.#undo.at(-1)?.push({ key: name, before: isNew ? undefined : { value: this.#changes.get(name) } });
    this.#changes.set(name, value);
    if (isNew) this.#sorted.add(name);
    this.#committed = undefined;
  }
}

function isEqual(stored: Uint8Array | undefined, value: Uint8Array): boolean {
  return stored !== undefined && equalBytes(stored, value);
}

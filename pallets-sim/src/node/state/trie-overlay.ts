import { equalBytes, fromMapKey, mapKey, nameOf, startsWith } from '../bytes.ts';
import { readNextKey, readValue } from '../trie/read.ts';
import { type CommittedTrie, type StateVersion, TrieChange } from '../trie/trie-change.ts';
import type { TrieNode } from '../trie/trie-node.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import { GrowingList } from './growing-list.ts';
import type { LatestValues } from './latest-values.ts';
import { SortedKeys } from './sorted-keys.ts';

/** What was written under a key; undefined when it was deleted. */
type Written = Uint8Array | GrowingList | undefined;

/** What a key was before a transaction wrote it: unwritten, or written (a list, with so many elements added). */
interface Undo {
  readonly key: string;
  readonly before: { readonly value: Written; readonly added: number } | undefined;
}

/**
 * Changes on top of one stored trie. Transactions keep an undo list each, so reading costs one lookup however deep they
 * are nested.
 */
export class TrieOverlay {
  readonly #store: TrieStore;
  readonly #baseRoot: Uint8Array;
  readonly #base: TrieNode | undefined;
  readonly #stateVersion: StateVersion;
  readonly #changes = new Map<string, Written>();
  readonly #sorted = new SortedKeys(this.#changes);
  readonly #undo: Undo[][] = [];
  /** What was read from the stored trie: it does not change. */
  readonly #stored = new Map<string, Uint8Array | undefined>();
  #committed: CommittedTrie | undefined;

  readonly #latest: LatestValues | undefined;

  /**
   * @param depth how many transactions are open already
   * @param latest values that are known if the trie is that of the newest state
   */
  constructor(
    store: TrieStore,
    root: Uint8Array,
    stateVersion: StateVersion,
    depth = 0,
    latest: LatestValues | undefined = undefined,
  ) {
    this.#latest = latest;
    this.#store = store;
    this.#baseRoot = root;
    this.#base = store.root(root);
    this.#stateVersion = stateVersion;
    for (let i = 0; i < depth; i++) this.startTransaction();
  }

  /** The value as it is stored, whatever was written since. */
  stored(key: Uint8Array): Uint8Array | undefined {
    return this.#readStored(mapKey(key), key);
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const name = nameOf(key);
    const written = this.#changes.get(name);
    if (written !== undefined || this.#changes.has(name)) return bytesOf(written);
    return this.#readStored(name, key);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.#write(nameOf(key), value);
  }

  delete(key: Uint8Array): void {
    this.#write(nameOf(key), undefined);
  }

  /** Adds an encoded element to the SCALE list under a key. */
  append(key: Uint8Array, element: Uint8Array): void {
    const name = nameOf(key);
    const written = this.#changes.get(name);
    if (written instanceof GrowingList) {
      this.#undo.at(-1)?.push({ key: name, before: { value: written, added: written.added } });
      written.push(element);
      this.#committed = undefined;
      return;
    }
    const list = new GrowingList(this.get(key));
    list.push(element);
    this.#write(name, list);
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    let stored = readNextKey(this.#store, this.#base, key);
    while (stored && this.#isDeleted(stored)) stored = readNextKey(this.#store, this.#base, stored);
    const written = this.#sorted.nextLive(mapKey(key));
    if (written === undefined) return stored;
    return stored && mapKey(stored) < written ? stored : fromMapKey(written);
  }

  /**
   * Deletes keys that start with a prefix, in order.
   *
   * @param limit most keys to delete
   * @param spares whether a key stays
   */
  clearPrefix(
    prefix: Uint8Array,
    limit = Number.POSITIVE_INFINITY,
    spares: (key: Uint8Array) => boolean = () => false,
  ): { removed: number; complete: boolean } {
    let removed = 0;
    let key = this.get(prefix) === undefined ? this.nextKey(prefix) : prefix;
    for (; key && startsWith(key, prefix); key = this.nextKey(key)) {
      if (spares(key)) continue;
      if (removed >= limit) return { removed, complete: false };
      this.delete(key);
      removed++;
    }
    return { removed, complete: true };
  }

  root(): Uint8Array {
    return this.commitTrie().root;
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
      if (entry.before) {
        const { value, added } = entry.before;
        if (value instanceof GrowingList) value.truncate(added);
        this.#changes.set(entry.key, value);
      } else {
        this.#changes.delete(entry.key);
      }
    }
    this.#sorted.invalidate();
    this.#committed = undefined;
  }

  /** How many transactions are open. */
  get depth(): number {
    return this.#undo.length;
  }

  /** The trie with everything written so far. */
  commitTrie(): CommittedTrie {
    if (this.#committed) return this.#committed;
    const change = new TrieChange(this.#store, this.#baseRoot, this.#stateVersion);
    for (const [name, written] of this.#changes) {
      const key = fromMapKey(name);
      const value = bytesOf(written);
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

  /** What was written, by key (`mapKey`), with undefined for what was deleted, also when the values are the old ones. */
  written(): ReadonlyMap<string, Uint8Array | undefined> {
    const written = new Map<string, Uint8Array | undefined>();
    for (const [name, value] of this.#changes) written.set(name, bytesOf(value));
    return written;
  }

  #readStored(name: string, key: Uint8Array): Uint8Array | undefined {
    if (this.#latest?.isOf(this.#baseRoot)) {
      const latest = this.#latest.get(name);
      if (latest !== undefined) return latest ?? undefined;
      const value = readValue(this.#store, this.#base, key);
      this.#latest.keep(name, value ?? null);
      return value;
    }
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

  #write(name: string, written: Written): void {
    const value = this.#changes.get(name);
    const isNew = value === undefined && !this.#changes.has(name);
    const added = value instanceof GrowingList ? value.added : 0;
    this.#undo.at(-1)?.push({ key: name, before: isNew ? undefined : { value, added } });
    this.#changes.set(name, written);
    if (isNew) this.#sorted.add(name);
    this.#committed = undefined;
  }
}

function bytesOf(written: Written): Uint8Array | undefined {
  return written instanceof GrowingList ? written.bytes() : written;
}

function isEqual(stored: Uint8Array | undefined, value: Uint8Array): boolean {
  return stored !== undefined && equalBytes(stored, value);
}

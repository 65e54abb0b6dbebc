import type { LateValue, PrefixRemoval } from '../../runtime/api.ts';
import { equalBytes, fromMapKey, mapKey, nameOf, startsWith } from '../bytes.ts';
import { readNextKey, readValue } from '../trie/read.ts';
import { type CommittedTrie, changeTrie, type StateVersion } from '../trie/trie-change.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import type { LatestValues } from './latest-values.ts';
import { WriteSet } from './write-set.ts';

/** A trie with what makes it out of the stored one: values by key (`mapKey`), undefined for a key that goes. */
interface ChangedTrie extends CommittedTrie {
  readonly changes: ReadonlyMap<string, Uint8Array | undefined>;
}

/** Longer values are put in their places without a look at what was there: reading that, from the disk, costs more. */
const LONGEST_COMPARED = 1 << 10;

/** Changes on top of one stored trie. */
export class TrieOverlay {
  readonly #store: TrieStore;
  readonly #baseRoot: Uint8Array;
  readonly #stateVersion: StateVersion;
  readonly #written = new WriteSet();
  /** What was read from the stored trie: it does not change. */
  readonly #stored = new Map<string, Uint8Array | undefined>();
  /** What was computed last, of which version of what was written. */
  #committed: { readonly trie: ChangedTrie; readonly version: number } | undefined;
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
    this.#stateVersion = stateVersion;
    for (let i = 0; i < depth; i++) this.startTransaction();
  }

  /** The value as it is stored, whatever was written since. */
  stored(key: Uint8Array): Uint8Array | undefined {
    return this.#readStored(mapKey(key), key);
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const name = nameOf(key);
    const written = this.#written.get(name);
    return written === undefined ? this.#readStored(name, key) : (written ?? undefined);
  }

  /** As `get`; what was written to be encoded late is given as it is. */
  held(key: Uint8Array): Uint8Array | LateValue | undefined {
    const name = nameOf(key);
    const written = this.#written.held(name);
    return written === undefined ? this.#readStored(name, key) : (written ?? undefined);
  }

  put(key: Uint8Array, value: Uint8Array | LateValue): void {
    this.#written.write(nameOf(key), value);
  }

  delete(key: Uint8Array): void {
    this.#written.write(nameOf(key), null);
  }

  /** Adds an encoded element to the SCALE list under a key. */
  append(key: Uint8Array, element: Uint8Array): void {
    this.#written.append(nameOf(key), element, () => this.get(key));
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    let stored = readNextKey(this.#store, this.#baseRoot, key);
    while (stored && this.#isDeleted(stored)) stored = readNextKey(this.#store, this.#baseRoot, stored);
    const written = this.#written.nextLive(mapKey(key));
    if (written === undefined) return stored;
    return stored && mapKey(stored) < written ? stored : fromMapKey(written);
  }

  /** Deletes keys that start with a prefix: what was written, and as many of those stored as the limit says. */
  clearPrefix(prefix: Uint8Array, limit = Number.POSITIVE_INFINITY): PrefixRemoval {
    const name = mapKey(prefix);
    let removed = 0;
    let written = this.#written.get(name) ? name : this.#written.nextLive(name);
    for (; written?.startsWith(name); written = this.#written.nextLive(written)) {
      this.#written.write(written, null);
      removed++;
    }
    let loops = 0;
    let key: Uint8Array | undefined = prefix;
    if (this.stored(prefix) === undefined) key = readNextKey(this.#store, this.#baseRoot, prefix);
    for (; key && startsWith(key, prefix); key = readNextKey(this.#store, this.#baseRoot, key)) {
      if (loops >= limit) return { removed, loops, complete: false };
      loops++;
      if (this.#isDeleted(key)) continue;
      this.delete(key);
      removed++;
    }
    return { removed, loops, complete: true };
  }

  root(): Uint8Array {
    return this.commitTrie().root;
  }

  startTransaction(): void {
    this.#written.startTransaction();
  }

  commit(): void {
    this.#written.commit();
  }

  rollback(): void {
    this.#written.rollback();
  }

  /** How many transactions are open. */
  get depth(): number {
    return this.#written.depth;
  }

  /** The trie with everything written so far. */
  commitTrie(): ChangedTrie {
    const { version } = this.#written;
    if (this.#committed?.version === version) return this.#committed.trie;
    const changes = new Map<string, Uint8Array | undefined>();
    for (const [name, value] of this.#written.entries()) {
      const isLong = value !== undefined && value.length > LONGEST_COMPARED;
      if (isLong || !this.#isStored(name, value)) changes.set(name, value);
    }
    const trie = { ...changeTrie(this.#store, this.#baseRoot, changes, this.#stateVersion), changes };
    this.#committed = { trie, version };
    return trie;
  }

  /** The keys that were written or deleted, as `mapKey`s, also when their values are the old ones. */
  writtenKeys(): ReadonlySet<string> {
    return new Set(this.#written.keys());
  }

  /** What was written, by key (`mapKey`), with undefined for what was deleted, also when the values are the old ones. */
  written(): ReadonlyMap<string, Uint8Array | undefined> {
    return new Map(this.#written.entries());
  }

  #readStored(name: string, key?: Uint8Array): Uint8Array | undefined {
    if (this.#latest?.isOf(this.#baseRoot)) {
      const latest = this.#latest.get(name);
      if (latest !== undefined) return latest ?? undefined;
      const value = readValue(this.#store, this.#baseRoot, key ?? fromMapKey(name));
      this.#latest.keep(name, value ?? null);
      return value;
    }
    const known = this.#stored.get(name);
    if (known !== undefined || this.#stored.has(name)) return known;
    const value = readValue(this.#store, this.#baseRoot, key ?? fromMapKey(name));
    this.#stored.set(name, value);
    return value;
  }

  #isStored(name: string, value: Uint8Array | undefined): boolean {
    const stored = this.#readStored(name);
    return stored && value ? equalBytes(stored, value) : stored === value;
  }

  #isDeleted(key: Uint8Array): boolean {
    return this.#written.get(mapKey(key)) === null;
  }
}

import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import type { Externalities, LateValue, PrefixRemoval } from '../../runtime/api.ts';

type Value = Uint8Array | LateValue;

/**
 * State in memory, for tests of pallets. Its roots are digests of the content, equal when and only when the content
 * is, but not those of a state trie; the node has the real ones. As there, values are handed over and given as they
 * are, and late ones are encoded when somebody wants their bytes: at the end of the block at the latest.
 */
export class MemoryExternalities implements Externalities {
  readonly #entries = new Map<string, Value>();
  /** For each open layer, what keys held when it first wrote to them. */
  readonly #layers: Map<string, Value | undefined>[] = [];
  readonly #children = new Map<string, MemoryExternalities>();
  /** All keys in order. */
  readonly #sorted: string[] = [];
  /** The digests of all entries, but for those that have changed since the last `root`. */
  readonly #digests = new Map<string, bigint>();
  readonly #changed = new Set<string>();
  #sum = 0n;

  get(key: Uint8Array): Uint8Array | undefined {
    const value = this.#entries.get(toHex(key));
    return value && bytesOf(value);
  }

  held(key: Uint8Array): Value | undefined {
    return this.#entries.get(toHex(key));
  }

  put(key: Uint8Array, value: Value): void {
    this.#write(toHex(key), value);
  }

  delete(key: Uint8Array): void {
    this.#write(toHex(key), undefined);
  }

  append(key: Uint8Array, element: Uint8Array): void {
    const before = new ScaleReader(this.get(key) ?? Uint8Array.of(0));
    const output = new ScaleWriter();
    output.compactNumber(before.compactNumber() + 1);
    output.bytes(before.take(before.remaining));
    output.bytes(element);
    this.put(key, output.finish());
  }

  nextKey(key: Uint8Array): Uint8Array | undefined {
    const wanted = toHex(key);
    const place = this.#place(wanted);
    const next = this.#sorted[this.#sorted[place] === wanted ? place + 1 : place];
    return next === undefined ? undefined : fromHex(next);
  }

  /** All that is there counts as the state before the block. */
  clearPrefix(prefix: Uint8Array, limit = Number.POSITIVE_INFINITY): PrefixRemoval {
    const start = toHex(prefix);
    const from = this.#place(start);
    let to = from;
    while (this.#sorted[to]?.startsWith(start)) to += 1;
    const matching = this.#sorted.slice(from, to);
    const doomed = matching.slice(0, limit);
    for (const key of doomed) this.#write(key, undefined);
    return {
      removed: doomed.length,
      loops: doomed.length,
      complete: doomed.length === matching.length,
    };
  }

  child(name: Uint8Array): MemoryExternalities {
    const id = toHex(name);
    const child = this.#children.get(id) ?? new MemoryExternalities();
    if (!this.#children.has(id)) for (const _ of this.#layers) child.startTransaction();
    this.#children.set(id, child);
    return child;
  }

  /** The sum of the digests of all entries, so that a block costs what it changed and not what there is. */
  root(): Uint8Array {
    for (const key of this.#changed) {
      const value = this.#entries.get(key);
      this.#sum -= this.#digests.get(key) ?? 0n;
      if (value === undefined) {
        this.#digests.delete(key);
        continue;
      }
      const bytes = bytesOf(value);
      this.#entries.set(key, bytes);
      const digest = BigInt(toHex(blake2b256(blake2b256(fromHex(key)), bytes)));
      this.#digests.set(key, digest);
      this.#sum += digest;
    }
    this.#changed.clear();
    const children = [...this.#children].sort(([a], [b]) => (a < b ? -1 : 1));
    return blake2b256(
      ...children.flatMap(([name, child]) => (child.#entries.size > 0 ? [fromHex(name), child.root()] : [])),
      new TextEncoder().encode(`${this.#sum}`),
    );
  }

  orderedRoot(values: readonly Uint8Array[]): Uint8Array {
    return blake2b256(...values.map((value) => blake2b256(value)));
  }

  startTransaction(): void {
    this.#layers.push(new Map());
    for (const child of this.#children.values()) child.startTransaction();
  }

  commit(): void {
    for (const child of this.#children.values()) child.commit();
    const layer = this.#pop();
    const under = this.#layers.at(-1);
    if (under === undefined) return;
    for (const [key, before] of layer) if (!under.has(key)) under.set(key, before);
  }

  rollback(): void {
    for (const child of this.#children.values()) child.rollback();
    for (const [key, before] of this.#pop()) this.#set(key, before);
  }

  #pop(): Map<string, Value | undefined> {
    const layer = this.#layers.pop();
    if (layer === undefined) throw new TypeError('no storage layer is open');
    return layer;
  }

  #write(key: string, value: Value | undefined): void {
    const layer = this.#layers.at(-1);
    if (layer !== undefined && !layer.has(key)) layer.set(key, this.#entries.get(key));
    this.#set(key, value);
  }

  #set(key: string, value: Value | undefined): void {
    const known = this.#entries.has(key);
    if (value === undefined) {
      if (!known) return;
      this.#entries.delete(key);
      this.#sorted.splice(this.#place(key), 1);
    } else {
      this.#entries.set(key, value);
      if (!known) this.#sorted.splice(this.#place(key), 0, key);
    }
    this.#changed.add(key);
  }

  /** Where in the order a key stands, or would. */
  #place(key: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function bytesOf(value: Value): Uint8Array {
  return value instanceof Uint8Array ? value : value.bytes();
}

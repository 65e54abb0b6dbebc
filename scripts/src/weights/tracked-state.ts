import { MemoryExternalities } from '@plumbline/pallets-sim/frame/testing/memory-externalities';
import type { LateValue, PrefixRemoval } from '@plumbline/pallets-sim/runtime/api';
import { toHex } from '@plumbline/runtime-types/scale/hex';

/** What a call touched: each key once, and the bytes of what was read. */
export interface Touched {
  readonly reads: number;
  readonly writes: number;
  readonly bytes: number;
}

/** State in memory that notes which keys are read and written, apart from those that every call of a block touches. */
export class TrackedState extends MemoryExternalities {
  readonly #reads = new Map<string, number>();
  readonly #writes = new Set<string>();
  readonly #free: ReadonlySet<string>;

  /** @param free keys that are in memory anyway while a block is made */
  constructor(free: readonly Uint8Array[]) {
    super();
    this.#free = new Set(free.map(toHex));
  }

  override get(key: Uint8Array): Uint8Array | undefined {
    const value = super.get(key);
    this.#read(key, value);
    return value;
  }

  override held(key: Uint8Array): Uint8Array | LateValue | undefined {
    this.#read(key, super.get(key));
    return super.held(key);
  }

  override put(key: Uint8Array, value: Uint8Array | LateValue): void {
    super.put(key, value);
    this.#write(key);
  }

  override delete(key: Uint8Array): void {
    super.delete(key);
    this.#write(key);
  }

  override clearPrefix(prefix: Uint8Array, limit?: number): PrefixRemoval {
    const cleared = super.clearPrefix(prefix, limit);
    for (let index = 0; index < cleared.removed; index++) {
      this.#reads.set(`${toHex(prefix)}#${index}`, 0);
      this.#writes.add(`${toHex(prefix)}#${index}`);
    }
    return cleared;
  }

  /** What was touched since the last time this was asked. */
  touched(): Touched {
    const bytes = [...this.#reads.values()].reduce((sum, length) => sum + length, 0);
    const touched = { reads: this.#reads.size, writes: this.#writes.size, bytes };
    this.#reads.clear();
    this.#writes.clear();
    return touched;
  }

  #read(key: Uint8Array, value: Uint8Array | undefined): void {
    const name = toHex(key);
    if (this.#counts(name) && !this.#writes.has(name)) this.#reads.set(name, value?.length ?? 0);
  }

  #write(key: Uint8Array): void {
    const name = toHex(key);
    if (this.#counts(name)) this.#writes.add(name);
  }

  #counts(name: string): boolean {
    return !this.#free.has(name);
  }
}

import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { LateValue } from '../runtime/api.ts';
import type { Context } from './context.ts';

/** A key of the state with what lies there: `V` when it is written, `Q` when it is read. */
export class Place<V, Q> {
  /** Shared, not to be changed. */
  readonly key: Uint8Array;
  readonly #shape: Shape<V>;
  readonly #fallback: Uint8Array | undefined;
  /** The very bytes that were decoded or encoded last, and what they stand for: true of any state that has them. */
  #bytes: Uint8Array | undefined;
  #decoded: Readonly<V> | undefined;

  /** @param fallback the encoding of what a missing value reads as */
  constructor(key: Uint8Array, shape: Shape<V>, fallback: Uint8Array | undefined) {
    this.key = key;
    this.#shape = shape;
    this.#fallback = fallback;
  }

  has(context: Context): boolean {
    return context.state.held(this.key) !== undefined;
  }

  /** The value, shared with other readers: not to be changed. */
  peek(context: Context): Readonly<Q> {
    const held = context.state.held(this.key) ?? this.#fallback;
    if (held instanceof Late) return held.value as Q;
    if (held === undefined) return undefined as Q;
    return this.#decode(held instanceof Uint8Array ? held : held.bytes()) as Q;
  }

  /**
   * Writes a value that nobody changes afterwards. It must be one that its shape can hold: it is encoded when
   * somebody wants its bytes, for most values at the end of the block, and could not be refused then.
   */
  putShared(context: Context, value: Readonly<V>): void {
    context.state.put(this.key, new Late(this, value));
  }

  remove(context: Context): void {
    context.state.delete(this.key);
  }

  /** The bytes of a value; who reads them need not decode them. */
  encode(value: Readonly<V>): Uint8Array {
    const bytes = this.#shape.codec.enc(value);
    this.#bytes = bytes;
    this.#decoded = value;
    return bytes;
  }

  #decode(bytes: Uint8Array): Readonly<V> {
    if (this.#bytes === bytes) return this.#decoded as Readonly<V>;
    const decoded = this.#shape.codec.dec(bytes);
    this.#bytes = bytes;
    this.#decoded = decoded;
    return decoded;
  }
}

class Late<V> implements LateValue {
  readonly value: Readonly<V>;
  readonly #place: Place<V, unknown>;
  #bytes: Uint8Array | undefined;

  constructor(place: Place<V, unknown>, value: Readonly<V>) {
    this.#place = place;
    this.value = value;
  }

  bytes(): Uint8Array {
    this.#bytes ??= this.#place.encode(this.value);
    return this.#bytes;
  }
}

import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';

/** A SCALE list to which elements are added one by one: its bytes are only made when somebody reads them. */
export class GrowingList {
  readonly #startCount: number;
  /** The elements that were there before, encoded. */
  readonly #start: Uint8Array;
  /** Those that were added, one behind the other, and where each ends. */
  readonly #elements = new ScaleWriter(1024);
  readonly #ends: number[] = [];
  #bytes: Uint8Array | undefined;

  /** @param bytes the list so far; throws `ScaleError` when it does not begin with a length */
  constructor(bytes: Uint8Array | undefined) {
    const input = new ScaleReader(bytes ?? Uint8Array.of(0));
    this.#startCount = input.compactNumber();
    this.#start = input.take(input.remaining);
  }

  /** How many elements were added. */
  get added(): number {
    return this.#ends.length;
  }

  /** @param element is copied */
  push(element: Uint8Array): void {
    this.#elements.bytes(element);
    this.#ends.push(this.#elements.length);
    this.#bytes = undefined;
  }

  /** Takes elements off the end until so many of the added ones are left. */
  truncate(added: number): void {
    this.#ends.length = added;
    this.#elements.truncate(this.#ends.at(-1) ?? 0);
    this.#bytes = undefined;
  }

  /** The encoded list. Not to be changed. */
  bytes(): Uint8Array {
    if (this.#bytes) return this.#bytes;
    const output = new ScaleWriter(5 + this.#start.length + this.#elements.length);
    output.compactNumber(this.#startCount + this.#ends.length);
    output.bytes(this.#start);
    output.bytes(this.#elements.written());
    this.#bytes = output.finish();
    return this.#bytes;
  }
}

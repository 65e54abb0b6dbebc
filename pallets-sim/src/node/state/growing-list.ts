import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';

/** A SCALE list to which elements are added one by one: its bytes are only made when somebody reads them. */
export class GrowingList {
  readonly #startCount: number;
  /** The elements that were there before, encoded. */
  readonly #start: Uint8Array;
  readonly #added: Uint8Array[] = [];
  #bytes: Uint8Array | undefined;

  /** @param bytes the list so far; throws `ScaleError` when it does not begin with a length */
  constructor(bytes: Uint8Array | undefined) {
    const input = new ScaleReader(bytes ?? Uint8Array.of(0));
    this.#startCount = input.compactNumber();
    this.#start = input.take(input.remaining);
  }

  /** How many elements were added. */
  get added(): number {
    return this.#added.length;
  }

  push(element: Uint8Array): void {
    this.#added.push(element);
    this.#bytes = undefined;
  }

  /** Takes elements off the end until so many of the added ones are left. */
  truncate(added: number): void {
    this.#added.length = added;
    this.#bytes = undefined;
  }

  /** The encoded list. Not to be changed. */
  bytes(): Uint8Array {
    if (this.#bytes) return this.#bytes;
    const output = new ScaleWriter(5 + this.#start.length + 64 * this.#added.length);
    output.compactNumber(this.#startCount + this.#added.length);
    output.bytes(this.#start);
    for (const element of this.#added) output.bytes(element);
    this.#bytes = output.finish();
    return this.#bytes;
  }
}

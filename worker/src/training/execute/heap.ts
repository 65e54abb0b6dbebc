/** Hands out pieces of a growing heap and takes them back, best fit first. */
export class Heap {
  top: number;
  readonly #free: { offset: number; bytes: number }[] = [];

  constructor(start: number) {
    this.top = start;
  }

  take(bytes: number): number {
    let best = -1;
    this.#free.forEach((piece, i) => {
      const smallest = this.#free[best]?.bytes ?? Number.POSITIVE_INFINITY;
      if (piece.bytes >= bytes && piece.bytes < smallest) best = i;
    });
    const piece = this.#free[best];
    if (!piece) {
      // A free piece at the very end grows.
      const last = this.#free.at(-1);
      const start = last && last.offset + last.bytes === this.top ? last.offset : this.top;
      if (start < this.top) this.#free.pop();
      this.top = start + bytes;
      return start;
    }
    const { offset } = piece;
    piece.offset += bytes;
    piece.bytes -= bytes;
    if (piece.bytes === 0) this.#free.splice(best, 1);
    return offset;
  }

  giveBack(offset: number, bytes: number): void {
    const at = this.#free.findIndex((piece) => piece.offset > offset);
    const place = at < 0 ? this.#free.length : at;
    this.#free.splice(place, 0, { offset, bytes });
    const next = this.#free[place + 1];
    const own = this.#free[place];
    if (own && next && own.offset + own.bytes === next.offset) {
      own.bytes += next.bytes;
      this.#free.splice(place + 1, 1);
    }
    const former = this.#free[place - 1];
    if (own && former && former.offset + former.bytes === own.offset) {
      former.bytes += own.bytes;
      this.#free.splice(place, 1);
    }
  }
}

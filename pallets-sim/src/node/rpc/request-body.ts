import { textOf } from './message.ts';

const FIRST_BYTES = 4096;

/**
 * The whole of a body as text, undefined when it is larger than `limit` bytes. It is gathered in one piece of memory,
 * as it may come in pieces of a byte: an object for each of them would take hundreds of times what the body does.
 */
export async function readBody(pieces: AsyncIterable<unknown>, limit: number): Promise<string | undefined> {
  let body = Buffer.allocUnsafe(FIRST_BYTES);
  let length = 0;
  for await (const piece of pieces) {
    if (!Buffer.isBuffer(piece)) continue;
    const end = length + piece.length;
    if (end > limit) return undefined;
    if (end > body.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * body.length, end));
      body.copy(larger, 0, 0, length);
      body = larger;
    }
    piece.copy(body, length);
    length = end;
  }
  return textOf(body.subarray(0, length));
}

import { randomBytes } from 'node:crypto';

const FINAL_TEXT = 0x81;
const MASKED = 0x80;
const LENGTH_IN_TWO_BYTES = 126;
/** Two bytes, two of the length, four of the mask. */
const HEADER_BYTES = 8;
const [SHORTEST, LONGEST] = [126, 0xffff];

/** Calls of one method as WebSocket frames (RFC 6455), ready to be sent; the first has the id 0. */
export interface PreparedCalls {
  readonly frames: Buffer;
  /** Where the frame of each ends. */
  readonly ends: Uint32Array;
}

/**
 * Makes a JSON-RPC call of each parameter, and of each call the frame that a client sends: under a mask of its own.
 *
 * @throws RangeError for a call that is not 126 to 65,535 bytes long
 */
export function prepareCalls(method: string, parameters: readonly string[]): PreparedCalls {
  const texts = parameters.map((parameter, id) =>
    Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params: [parameter] })),
  );
  const masks = randomBytes(4 * texts.length);
  const frames = Buffer.allocUnsafe(texts.reduce((sum, { length }) => sum + HEADER_BYTES + length, 0));
  const ends = new Uint32Array(texts.length);
  let at = 0;
  for (const [id, text] of texts.entries()) {
    if (text.length < SHORTEST || text.length > LONGEST)
      throw new RangeError(`a call of ${text.length} bytes is not prepared: ${SHORTEST} to ${LONGEST} are`);
    frames[at++] = FINAL_TEXT;
    frames[at++] = MASKED | LENGTH_IN_TWO_BYTES;
    at = frames.writeUInt16BE(text.length, at);
    const mask = masks.subarray(4 * id, 4 * id + 4);
    frames.set(mask, at);
    at += mask.length;
    for (const [i, byte] of text.entries()) frames[at++] = byte ^ (mask[i & 3] ?? 0);
    ends[id] = at;
  }
  return { frames, ends };
}

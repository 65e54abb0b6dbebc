const [FINAL_TEXT, FINAL_PING] = [0x81, 0x89];
const LONGEST_SHORT = 125;
const LENGTH_IN_TWO_BYTES = 126;

/** What a server sends on a WebSocket: short texts and pings, in whole frames, however TCP cuts them. */
export class Answers {
  readonly #onText: (text: string) => void;
  readonly #onPing: (payload: Buffer) => void;
  #rest: Buffer | undefined;

  constructor(onText: (text: string) => void, onPing: (payload: Buffer) => void) {
    this.#onText = onText;
    this.#onPing = onPing;
  }

  /** Takes the next bytes. @throws TypeError for what is neither a text shorter than 64 KiB nor a ping */
  receive(more: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, more]) : more;
    this.#rest = undefined;
    let at = 0;
    while (at < bytes.length) {
      const end = this.#frame(bytes, at);
      if (end === undefined) {
        this.#rest = bytes.subarray(at);
        return;
      }
      at = end;
    }
  }

  /** Hears the frame that begins there; returns where it ends, undefined when that has not come yet. */
  #frame(bytes: Buffer, at: number): number | undefined {
    const [kind, first] = [bytes[at], bytes[at + 1]];
    if (kind !== FINAL_TEXT && kind !== FINAL_PING)
      throw new TypeError(`the node sent a frame that begins with ${kind}: it closes, or sends no text`);
    if (first === undefined) return undefined;
    if (first > LENGTH_IN_TWO_BYTES) throw new TypeError('the node sent a text of 64 KiB or more');
    const isShort = first <= LONGEST_SHORT;
    const begin = at + (isShort ? 2 : 4);
    if (begin > bytes.length) return undefined;
    const end = begin + (isShort ? first : bytes.readUInt16BE(at + 2));
    if (end > bytes.length) return undefined;
    if (kind === FINAL_TEXT) this.#onText(bytes.toString('latin1', begin, end));
    else this.#onPing(bytes.subarray(begin, end));
    return end;
  }
}

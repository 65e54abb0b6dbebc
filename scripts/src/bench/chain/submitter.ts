import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Answers } from './answers.ts';
import type { PreparedCalls } from './prepared-calls.ts';

const FINAL_PONG = 0x8a;
const MASKED = 0x80;
/** What a server appends to the key of a client before it hashes it (RFC 6455, 1.3). */
const ACCEPTED = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Of an answer to `author_submitExtrinsic`: the hash. */
const HASH = /^0x[0-9a-f]{64}$/;

/**
 * A WebSocket client that has its calls prepared and does no more than to send them, many in one write, and to see that
 * each is answered once and with a hash: what it takes of the processor's time, the node cannot have.
 */
export class Submitter {
  readonly #socket: Socket;
  readonly #calls: PreparedCalls;
  readonly #isAnswered: Uint8Array;
  #sent = 0;
  #answered = 0;
  #isClosed = false;

  private constructor(socket: Socket, calls: PreparedCalls, fail: (why: Error) => void) {
    this.#socket = socket;
    this.#calls = calls;
    this.#isAnswered = new Uint8Array(calls.ends.length);
    const answers = new Answers(
      (text) => this.#check(text),
      (payload) => this.#pong(payload),
    );
    socket.on('data', (bytes) => {
      try {
        answers.receive(bytes);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
        socket.destroy();
      }
    });
    socket.on('error', fail);
    socket.on('close', () => {
      if (!this.#isClosed) fail(new Error('the node has closed the connection'));
    });
  }

  /** @param fail hears of an answer that is none, or of a connection that ends before it is closed here */
  static async connect(url: string, calls: PreparedCalls, fail: (why: Error) => void): Promise<Submitter> {
    const key = randomBytes(16).toString('base64');
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': key,
    };
    const asked = request(url.replace('ws:', 'http:'), { headers });
    const { promise, resolve, reject } = Promise.withResolvers<Submitter>();
    asked.on('error', reject);
    asked.on('response', ({ statusCode }) => reject(new Error(`${url} answered ${statusCode}`)));
    asked.on('upgrade', (response, socket: Socket, firstBytes: Buffer) => {
      const accepted = createHash('sha1').update(`${key}${ACCEPTED}`).digest('base64');
      if (response.headers['sec-websocket-accept'] !== accepted) {
        socket.destroy();
        reject(new Error(`${url} does not speak the WebSocket protocol`));
        return;
      }
      socket.setNoDelay(true);
      if (firstBytes.length > 0) socket.unshift(firstBytes);
      resolve(new Submitter(socket, calls, fail));
    });
    asked.end();
    return promise;
  }

  /** How many calls were sent. */
  get sent(): number {
    return this.#sent;
  }

  /** How many were answered: the node has verified their signatures and taken them into its pool. */
  get answered(): number {
    return this.#answered;
  }

  /** Sends on until so many are sent, or all that there are. */
  sendUpTo(count: number): void {
    const { frames, ends } = this.#calls;
    const until = Math.min(count, ends.length);
    if (until <= this.#sent) return;
    this.#socket.write(frames.subarray(ends[this.#sent - 1] ?? 0, ends[until - 1]));
    this.#sent = until;
  }

  /** Resolves when the connection is closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#socket.destroyed) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.destroy();
    await closed;
  }

  #check(text: string): void {
    const { id, result } = JSON.parse(text) as { id: number; result?: unknown };
    if (typeof result !== 'string' || !HASH.test(result)) throw new Error(`a call failed: ${text}`);
    if (!(id < this.#sent) || this.#isAnswered[id] !== 0) throw new Error(`nobody waits for this: ${text}`);
    this.#isAnswered[id] = 1;
    this.#answered++;
  }

  #pong(payload: Buffer): void {
    // Under a mask of zeros, which changes nothing.
    const head = Buffer.of(FINAL_PONG, MASKED | payload.length, 0, 0, 0, 0);
    this.#socket.write(Buffer.concat([head, payload]));
  }
}

import { isObject } from '../node/chain-spec/lossless-json.ts';
import { Connection } from '../node/rpc/connection.ts';
import type { Dispatcher } from '../node/rpc/dispatch.ts';
import type { RpcLimits } from '../node/rpc/limits.ts';

/** A JSON-RPC error as clients of Substrate report it: `code: message: data`. */
export class RpcFailure extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data: unknown) {
    super(`${code}: ${message}${data === undefined ? '' : `: ${String(data)}`}`);
    this.code = code;
    this.data = data;
  }
}

/** What a call gets that is made, or waits, when there is no connection any more. */
const closed = (): RpcFailure => new RpcFailure(-32000, 'the connection is closed', undefined);

/** What a call gets after the node has stopped, instead of a look into a database that is closed. */
const STOPPED = { code: -32000, message: 'the chain has stopped: start another with createDevChain()' };

/** A connection to a node in this process: texts go in and out as over a WebSocket. */
export interface LocalConnection {
  send(message: string): void;
  close(): void;
}

/** A node in this process as its clients need it. */
export interface LocalNode {
  readonly dispatcher: Dispatcher;
  readonly limits: RpcLimits;
  /** Whether it has stopped, so that nothing is answered any more. */
  readonly stopped: () => boolean;
}

/** Connects to a node. Messages come after `send` has returned, as from a socket. */
export function connectLocally(
  { dispatcher, limits, stopped }: LocalNode,
  onMessage: (message: string) => void,
): LocalConnection {
  let isOpen = true;
  const deliver = (text: string): void => {
    if (isOpen) onMessage(text);
  };
  const connection = new Connection((message) => deliver(JSON.stringify(message)), limits);
  return {
    send(message) {
      if (!isOpen) return;
      if (stopped()) {
        const { id } = JSON.parse(message) as { id: unknown };
        return queueMicrotask(() => deliver(JSON.stringify({ jsonrpc: '2.0', id, error: STOPPED })));
      }
      void Promise.resolve(dispatcher.answer(message, { connection })).then(({ text, afterwards }) => {
        if (text !== undefined) deliver(text);
        for (const start of afterwards) start();
      });
    },
    close() {
      isOpen = false;
      connection.close();
    },
  };
}

/** Calls and subscriptions over a connection: what the providers of clients are made of. */
export class RpcSession {
  readonly #connection: LocalConnection;
  readonly #waiting = new Map<number, (answer: Record<string, unknown>) => void>();
  readonly #listeners = new Map<string, (result: unknown) => void>();
  #nextId = 1;
  #isClosed = false;

  constructor(connect: (onMessage: (message: string) => void) => LocalConnection) {
    this.#connection = connect((message) => this.#receive(JSON.parse(message)));
  }

  /** Throws `RpcFailure` when the node answers with an error. */
  call(method: string, params: readonly unknown[], onAnswer?: (result: unknown) => void): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(closed());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => {
        if (isObject(error))
          return reject(new RpcFailure(Number(error.code), String(error.message), error.data));
        onAnswer?.(result);
        resolve(result);
      });
      this.#connection.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  /** Returns the id of the subscription; the listener hears of everything from its first notification on. */
  async subscribe(
    method: string,
    params: readonly unknown[],
    listener: (result: unknown) => void,
  ): Promise<string> {
    return String(await this.call(method, params, (id) => this.#listeners.set(String(id), listener)));
  }

  /** Also when there is no connection any more: then nothing is left to end. */
  async unsubscribe(method: string, id: string): Promise<boolean> {
    if (this.#isClosed) return false;
    this.#listeners.delete(id);
    return (await this.call(method, [id])) === true;
  }

  /** Calls that have no answer yet fail. */
  close(): void {
    this.#isClosed = true;
    this.#connection.close();
    this.#listeners.clear();
    for (const answer of this.#waiting.values()) answer({ error: closed() });
    this.#waiting.clear();
  }

  #receive(message: unknown): void {
    if (!isObject(message)) return;
    if (isObject(message.params)) {
      this.#listeners.get(String(message.params.subscription))?.(message.params.result);
      return;
    }
    const id = Number(message.id);
    const answer = this.#waiting.get(id);
    this.#waiting.delete(id);
    answer?.(message);
  }
}

import type { Logger } from 'pino';
import { isObject } from '../chain-spec/lossless-json.ts';
import type { Connection } from './connection.ts';
import {
  INTERNAL_ERROR,
  INVALID_REQUEST,
  invalidParams,
  LIMIT_EXCEEDED,
  METHOD_NOT_FOUND,
  NEEDS_WEBSOCKET,
  PARSE_ERROR,
  RpcError,
  TOO_MANY_CALLS,
  toRpcError,
} from './errors.ts';
import type { Methods } from './method.ts';
import type { RpcObserver } from './observer.ts';
import { Params } from './params.ts';

/** Most calls in one batch. */
const MOST_BATCHED = 1000;

/** What to send back (nothing for notifications), and what to do once it is sent. */
export interface Reply {
  readonly message: unknown;
  readonly afterwards: readonly (() => void)[];
}

/** Answers JSON-RPC 2.0 messages, single or batched. Never throws. */
export class Dispatcher {
  readonly #methods: ReadonlyMap<string, Methods[string]>;
  readonly #log: Logger;
  readonly #observer: RpcObserver | undefined;

  constructor(methods: Methods, log: Logger, observer?: RpcObserver) {
    this.#methods = new Map(Object.entries(methods));
    this.#log = log;
    this.#observer = observer;
  }

  /** @param connection where subscriptions go; none over HTTP */
  async answer(text: string, connection: Connection | undefined): Promise<Reply> {
    const afterwards: (() => void)[] = [];
    let request: unknown;
    try {
      request = JSON.parse(text);
    } catch {
      const error = new RpcError(PARSE_ERROR, 'Parse error: the message is not JSON');
      return { message: failure(null, error), afterwards };
    }
    if (!Array.isArray(request))
      return { message: await this.#one(request, connection, afterwards), afterwards };
    if (request.length === 0 || request.length > MOST_BATCHED) {
      const error =
        request.length === 0
          ? new RpcError(INVALID_REQUEST, 'Invalid request: the batch is empty')
          : new RpcError(
              LIMIT_EXCEEDED,
              `The batch is too long: ${request.length} calls, at most ${MOST_BATCHED}`,
            );
      return { message: failure(null, error), afterwards };
    }
    const answers = await Promise.all(request.map((item) => this.#one(item, connection, afterwards)));
    const sent = answers.filter((item) => item !== undefined);
    return { message: sent.length > 0 ? sent : undefined, afterwards };
  }

  async #one(
    request: unknown,
    connection: Connection | undefined,
    afterwards: (() => void)[],
  ): Promise<unknown> {
    if (!isObject(request)) {
      return failure(null, new RpcError(INVALID_REQUEST, 'Invalid request: it must be an object'));
    }
    const { id } = request;
    const isCall = typeof id === 'string' || typeof id === 'number' || id === null;
    if (request.jsonrpc !== '2.0' || typeof request.method !== 'string' || (id !== undefined && !isCall)) {
      return failure(
        isCall ? id : null,
        new RpcError(
          INVALID_REQUEST,
          'Invalid request: it must have "jsonrpc": "2.0", a "method" that is text, and an "id" that is text or a number',
        ),
      );
    }
    const started = performance.now();
    const { method } = request;
    const isKnown = this.#methods.has(method);
    const finished = isKnown ? this.#observer?.called(method, connection ? 'ws' : 'http') : undefined;
    try {
      const result = await this.#run(method, request.params, connection, afterwards);
      finished?.(false);
      this.#log.debug({ method, ms: Math.round(performance.now() - started) }, 'call');
      return isCall ? { jsonrpc: '2.0', result: result ?? null, id } : undefined;
    } catch (thrown) {
      finished?.(true);
      const error = toRpcError(thrown);
      if (error.code === INTERNAL_ERROR) this.#log.error({ method, err: thrown }, 'a call failed');
      else this.#log.debug({ method, code: error.code, reason: error.message }, 'call refused');
      return isCall ? failure(id, error) : undefined;
    }
  }

  async #run(
    name: string,
    rawParams: unknown,
    connection: Connection | undefined,
    afterwards: (() => void)[],
  ): Promise<unknown> {
    if (connection && !connection.admit()) {
      throw new RpcError(TOO_MANY_CALLS, 'RPC rate limit exceeded: make fewer calls on this connection');
    }
    const method = this.#methods.get(name);
    if (!method) {
      throw new RpcError(
        METHOD_NOT_FOUND,
        `Method not found: "${name}". rpc_methods lists what this node serves`,
      );
    }
    const params = new Params(rawParams);
    if (method.kind === 'call') return method.run(params);
    if (!connection) {
      throw new RpcError(NEEDS_WEBSOCKET, `${name} needs a connection: connect over WebSocket to use it`);
    }
    if (method.kind === 'session') {
      return method.run(params, {
        caller: connection,
        afterwards: (action) => void afterwards.push(action),
      });
    }
    if (method.kind === 'unsubscribe') {
      const id = params.optional(0);
      if (typeof id !== 'string')
        throw invalidParams('parameter 1 (subscription) must be the id of a subscription');
      return connection.end(id);
    }
    const { id, start } = connection.open(method.notification, (opened) =>
      method.run(params, { id: opened, caller: connection }),
    );
    afterwards.push(start);
    return id;
  }
}

function failure(id: unknown, error: RpcError): unknown {
  const { code, message, data } = error;
  return { jsonrpc: '2.0', error: data === undefined ? { code, message } : { code, message, data }, id };
}

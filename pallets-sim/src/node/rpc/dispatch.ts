import type { Logger } from 'pino';
import { isObject } from '../chain-spec/lossless-json.ts';
import { oversizedAnswer, oversizedBatchAnswer } from './answer-size.ts';
import type { Connection } from './connection.ts';
import {
  BATCH_TOO_LONG,
  invalidParams,
  invalidRequest,
  METHOD_NOT_FOUND,
  NEEDS_WEBSOCKET,
  NO_BATCHES,
  PARSE_ERROR,
  RpcError,
  TOO_MANY_CALLS,
  toRpcError,
} from './errors.ts';
import { logFailure } from './log-failure.ts';
import { failure, isCallId, parseMessage, success } from './message.ts';
import type { Methods } from './method.ts';
import type { RpcObserver } from './observer.ts';
import { Params } from './params.ts';
import type { RateLimit } from './rate-limit.ts';

/** What to send back (nothing for notifications), and what to do once it is sent. */
export interface Reply {
  readonly text: string | undefined;
  readonly afterwards: readonly (() => void)[];
}

export interface DispatchLimits {
  /** Most calls in one batch; 0: no batches at all. */
  readonly batchCalls: number;
  /** Largest answer, and largest sum of the answers to a batch. */
  readonly answerBytes: number;
}

/** Who asks: a connection that subscriptions go to (none over HTTP), and how often it may ask. */
export interface Asker {
  readonly connection?: Connection;
  readonly rate?: RateLimit | undefined;
}

/** Answers JSON-RPC 2.0 messages, single or batched. Never throws. */
export class Dispatcher {
  readonly #methods: ReadonlyMap<string, Methods[string]>;
  readonly #limits: DispatchLimits;
  readonly #log: Logger;
  readonly #observer: RpcObserver | undefined;

  constructor(methods: Methods, limits: DispatchLimits, log: Logger, observer?: RpcObserver) {
    this.#methods = new Map(Object.entries(methods));
    this.#limits = limits;
    this.#log = log;
    this.#observer = observer;
  }

  /**
   * The reply, or the promise of one when the answer has to be waited for. Whoever waits keeps nothing of the message:
   * thousands of calls may wait at a time.
   */
  answer(text: string, asker: Asker): Reply | Promise<Reply> {
    let request: unknown;
    try {
      request = parseMessage(text);
    } catch {
      const error = new RpcError(PARSE_ERROR, 'Parse error', 'the message is not JSON');
      return { text: failure(null, error), afterwards: [] };
    }
    return Array.isArray(request) ? this.#batch(request, asker) : this.#one(request, asker, []);
  }

  /** One call after the other, so that what is too large together is noticed before it is made. */
  async #batch(requests: readonly unknown[], asker: Asker): Promise<Reply> {
    const afterwards: (() => void)[] = [];
    return { text: await this.#answers(requests, asker, afterwards), afterwards };
  }

  async #answers(
    requests: readonly unknown[],
    asker: Asker,
    afterwards: (() => void)[],
  ): Promise<string | undefined> {
    const { batchCalls, answerBytes } = this.#limits;
    if (requests.length === 0) {
      return failure(null, invalidRequest('the batch is empty'));
    }
    if (batchCalls === 0) {
      return failure(null, new RpcError(NO_BATCHES, 'Batched requests are not supported by this server'));
    }
    if (requests.length > batchCalls) {
      const limit = `Exceeded max limit of ${batchCalls}`;
      return failure(null, new RpcError(BATCH_TOO_LONG, 'The batch request was too large', limit));
    }
    const answers: string[] = [];
    let length = 2;
    for (const request of requests) {
      const { text: answer } = await this.#one(request, asker, afterwards);
      if (answer === undefined) continue;
      answers.push(answer);
      length += answer.length + 1;
      if (length > answerBytes) return failure(null, oversizedBatchAnswer(answerBytes));
    }
    return answers.length > 0 ? `[${answers.join(',')}]` : undefined;
  }

  #one(request: unknown, asker: Asker, afterwards: (() => void)[]): Reply | Promise<Reply> {
    if (!isObject(request)) {
      return { text: failure(null, invalidRequest('it must be an object')), afterwards };
    }
    const { id, method, jsonrpc } = request;
    const isCall = isCallId(id);
    if (jsonrpc !== '2.0' || typeof method !== 'string' || (id !== undefined && !isCall)) {
      const error = invalidRequest(
        'it must have "jsonrpc": "2.0", a "method" that is text, and an "id" that is text or a number',
      );
      return { text: failure(isCall ? id : null, error), afterwards };
    }
    const started = performance.now();
    const name = this.#methods.has(method) ? method : 'unknown';
    const finished = this.#observer?.called(name, asker.connection ? 'ws' : 'http');
    const succeeded = (result: unknown): Reply => {
      let text: string | undefined;
      try {
        text = isCall ? this.#success(id, result) : undefined;
      } catch (thrown) {
        return failed(thrown);
      }
      finished?.('success');
      this.#log.debug({ method, ms: Math.round(performance.now() - started) }, 'call');
      return { text, afterwards };
    };
    const failed = (thrown: unknown): Reply => {
      finished?.(thrown instanceof RpcError && thrown.code === TOO_MANY_CALLS ? 'rate-limited' : 'error');
      logFailure(this.#log, method, thrown);
      return { text: isCall ? failure(id, toRpcError(thrown)) : undefined, afterwards };
    };
    let result: unknown;
    try {
      result = this.#run(method, request.params, asker, afterwards);
    } catch (thrown) {
      return failed(thrown);
    }
    return result instanceof Promise ? result.then(succeeded, failed) : succeeded(result);
  }

  /** Throws `RpcError` when the answer is too large, `TypeError` when it cannot be written as JSON. */
  #success(id: unknown, result: unknown): string {
    const { answerBytes } = this.#limits;
    const text = success(id, result);
    if (text.length > answerBytes) throw oversizedAnswer(answerBytes);
    return text;
  }

  /** The result, or the promise of one: what waits for nothing costs no promise. */
  #run(name: string, rawParams: unknown, { connection, rate }: Asker, afterwards: (() => void)[]): unknown {
    if (rate && !rate.take()) {
      throw new RpcError(TOO_MANY_CALLS, 'RPC rate limit exceeded', 'make fewer calls in a minute');
    }
    const method = this.#methods.get(name);
    if (!method) {
      const known = 'rpc_methods lists what this node serves';
      throw new RpcError(
        METHOD_NOT_FOUND,
        'Method not found',
        `there is no "${name.slice(0, 100)}": ${known}`,
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
      const id = params.optional(0, 'subscription');
      if (typeof id === 'number') return false; // a form of ids that others give and this node does not
      if (typeof id !== 'string')
        throw invalidParams('parameter 1 (subscription) must be the id of a subscription');
      return connection.end(id, method.notification);
    }
    return connection
      .open(method.notification, (opened) => method.run(params, { id: opened, caller: connection }))
      .then(({ id, start }) => {
        afterwards.push(start);
        return id;
      });
  }
}

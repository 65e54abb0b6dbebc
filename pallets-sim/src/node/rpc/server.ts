import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { messageOf } from '../errors.ts';
import { Connection } from './connection.ts';
import { type AllowedOrigins, DEFAULT_ORIGINS, isOriginAllowed } from './cors.ts';
import { Dispatcher, type Reply } from './dispatch.ts';
import { isFromHere } from './from-here.ts';
import { answerHttp } from './http.ts';
import { DEFAULT_LIMITS, type RpcLimits } from './limits.ts';
import { listenError } from './listen-error.ts';
import { textOf } from './message.ts';
import type { RpcObserver } from './observer.ts';
import { Pings } from './pings.ts';
import type { ServedMethods } from './policy.ts';
import { RateLimits } from './rate-limit.ts';
import { sentTogether } from './sent-together.ts';

export interface RpcServerOptions {
  readonly limits?: Partial<RpcLimits> | undefined;
  /** Browser pages that may use the node. */
  readonly origins?: AllowedOrigins | undefined;
  /** Hears of calls and connections. */
  readonly observer?: RpcObserver | undefined;
}

/** How often silent clients are asked whether they are still there. */
const PING_MS = 30_000;

/** JSON-RPC over WebSocket and HTTP POST on one port. */
export class RpcServer {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #here: Dispatcher;
  readonly #elsewhere: Dispatcher;
  readonly #limits: RpcLimits;
  readonly #rates: RateLimits;
  readonly #origins: AllowedOrigins;
  readonly #observer: RpcObserver | undefined;
  readonly #log: Logger;
  readonly #pings = new Pings();
  #ping: NodeJS.Timeout | undefined;
  /** Connections now, of HTTP and WebSocket. */
  #open = 0;
  #isReady = false;

  constructor({ here, elsewhere }: ServedMethods, log: Logger, options: RpcServerOptions = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#origins = options.origins ?? DEFAULT_ORIGINS;
    this.#observer = options.observer;
    this.#log = log;
    this.#rates = new RateLimits(this.#limits, () => performance.now());
    this.#here = new Dispatcher(here, this.#limits, log, options.observer);
    this.#elsewhere = new Dispatcher(elsewhere, this.#limits, log, options.observer);
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: this.#limits.messageBytes });
    this.#server = createServer((request, response) => {
      answerHttp(request, response, {
        dispatcher: this.#dispatcherFor(request.headers),
        maxMessageBytes: this.#limits.messageBytes,
        origins: this.#origins,
        rate: this.#rates.ofAddress(request.socket.remoteAddress ?? ''),
        isCrowded: this.#isCrowded(),
        isReady: this.#isReady,
      }).catch((error: unknown) => {
        // The client went away in the middle: there is nobody to tell.
        this.#log.debug({ reason: messageOf(error) }, 'an HTTP request was not completed');
        response.destroy();
      });
    });
    this.#server.on('connection', (socket) => {
      this.#open++;
      socket.once('close', () => this.#open--);
    });
    this.#server.on('upgrade', (request, socket, firstBytes) => this.#upgrade(request, socket, firstBytes));
  }

  /**
   * Starts to listen; returns the port (the one taken when 0 was asked for).
   *
   * @throws NodeError `PortInUse`, `ListenFailed`
   */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(listenError(host, port, error)));
      this.#server.listen(port, host, resolve);
    });
    this.#ping = setInterval(() => this.#pings.ask(this.#sockets.clients), PING_MS);
    this.#isReady = true;
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** Says goodbye to all clients and frees the port. */
  async close(): Promise<void> {
    this.#isReady = false;
    clearInterval(this.#ping);
    for (const socket of this.#sockets.clients) {
      socket.close(1001, 'the node is stopping');
      socket.terminate();
    }
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, firstBytes: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refusal = this.#refusal(request);
    if (refusal) {
      this.#log.warn({ reason: refusal.reason }, 'a connection is refused');
      const head = `HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Type: text/plain`;
      socket.end(`${head}\r\n\r\n${refusal.reason}\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, firstBytes, (client) =>
      this.#serve(client, sentTogether(socket), request),
    );
  }

  #refusal(request: IncomingMessage): { status: string; reason: string } | undefined {
    if (!isOriginAllowed(request, this.#origins)) {
      return { status: '403 Forbidden', reason: 'this origin may not use this node' };
    }
    if (!this.#isCrowded()) return undefined;
    const reason = `too many connections: at most ${this.#limits.connections}`;
    return { status: '429 Too Many Requests', reason };
  }

  /** Whether there are more connections than allowed, the one that asks among them. */
  #isCrowded(): boolean {
    return this.#open > this.#limits.connections;
  }

  #dispatcherFor(headers: IncomingHttpHeaders): Dispatcher {
    return isFromHere(headers) ? this.#here : this.#elsewhere;
  }

  /**
   * @param gather is called before something is sent
   * @param request what the connection began with
   */
  #serve(socket: WebSocket, gather: () => void, request: IncomingMessage): void {
    const dispatcher = this.#dispatcherFor(request.headers);
    const send = (text: string): void => {
      if (socket.readyState !== socket.OPEN) return;
      gather();
      socket.send(text);
      if (socket.bufferedAmount <= this.#limits.unreadBytes) return;
      this.#log.warn(
        { unreadBytes: socket.bufferedAmount },
        'a client does not read what it asked for: cut off',
      );
      socket.terminate();
    };
    const rate = this.#rates.ofConnection(request.socket.remoteAddress ?? '');
    const notify = (message: unknown): void => send(JSON.stringify(message));
    const isBehind = (): boolean => socket.bufferedAmount > this.#limits.behindBytes;
    const connection = new Connection(notify, this.#limits, isBehind);
    const disconnected = this.#observer?.connected();
    const cutOff = (error: unknown): void => {
      // One client's subscription that cannot start must not end the node: that client is cut off.
      this.#log.error({ err: error }, 'a connection is cut off: its subscription could not start');
      socket.terminate();
    };
    let unanswered = 0;
    const finish = ({ text, afterwards }: Reply): void => {
      try {
        if (--unanswered === this.#limits.unansweredMessages >> 1) socket.resume();
        if (text !== undefined) send(text);
        for (const start of afterwards) start();
      } catch (error) {
        cutOff(error);
      }
    };
    const asker = { connection, rate };
    socket.on('message', (data, isBinary) => {
      this.#pings.heard(socket);
      if (++unanswered === this.#limits.unansweredMessages) socket.pause();
      const text = isBinary && Buffer.isBuffer(data) ? textOf(data) : String(data); // ws looks at that of texts
      const reply = dispatcher.answer(text, asker);
      if (reply instanceof Promise) reply.then(finish, cutOff);
      else finish(reply);
    });
    socket.on('pong', () => this.#pings.heard(socket));
    socket.on('error', (error) => this.#log.debug({ reason: error.message }, 'a connection failed'));
    socket.on('close', () => {
      connection.close();
      disconnected?.();
    });
  }
}

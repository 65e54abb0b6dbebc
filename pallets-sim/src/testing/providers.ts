import { EventEmitter } from 'node:events';
import { type LocalConnection, RpcSession } from './rpc-session.ts';

type Connect = (onMessage: (message: string) => void) => LocalConnection;
type Callback = (error: Error | null, result: unknown) => void;
type Listener = (...args: unknown[]) => void;

/** For polkadot-api, whose providers take and give messages as objects: `createClient(provider)`. */
export type PapiProvider = <Message extends object>(
  onMessage: (message: Message) => void,
) => {
  send(message: Message): void;
  disconnect(): void;
};

export function papiProvider(connect: Connect): PapiProvider {
  return (onMessage) => {
    const connection = connect((text) => onMessage(JSON.parse(text)));
    return {
      send: (message) => connection.send(JSON.stringify(message)),
      disconnect: () => connection.close(),
    };
  };
}

/** For `@polkadot/api`: `ApiPromise.create({ provider })`. Has the shape of its `ProviderInterface`. */
export class PolkadotJsProvider {
  readonly hasSubscriptions = true;
  readonly isClonable = true;
  readonly #connect: Connect;
  readonly #session: RpcSession;
  readonly #events = new EventEmitter();
  #isConnected = true;

  constructor(connect: Connect) {
    this.#connect = connect;
    this.#session = new RpcSession(connect);
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  clone(): PolkadotJsProvider {
    return new PolkadotJsProvider(this.#connect);
  }

  async connect(): Promise<void> {
    // It is connected from the beginning.
  }

  async disconnect(): Promise<void> {
    this.#isConnected = false;
    this.#session.close();
    this.#events.emit('disconnected');
  }

  on(type: 'connected' | 'disconnected' | 'error', listener: Listener): () => void {
    this.#events.on(type, listener);
    if (type === 'connected') queueMicrotask(() => listener());
    return () => void this.#events.off(type, listener);
  }

  async send<T>(method: string, params: readonly unknown[]): Promise<T> {
    // A client says which type it expects of a method, and decodes it itself.
    return (await this.#session.call(method, params)) as T;
  }

  subscribe(_type: string, method: string, params: readonly unknown[], callback: Callback): Promise<string> {
    return this.#session.subscribe(method, params, (result) => callback(null, result));
  }

  unsubscribe(_type: string, method: string, id: number | string): Promise<boolean> {
    return this.#session.unsubscribe(method, String(id));
  }
}

interface DedotSubscription {
  readonly subscriptionId: string;
  unsubscribe(): Promise<void>;
}

interface DedotSubscriptionInput {
  readonly subname: string;
  readonly subscribe: string;
  readonly params: readonly unknown[];
  readonly unsubscribe: string;
}

/** For dedot: `DedotClient.create({ provider })`. Has the shape of its `JsonRpcProvider`. */
export class DedotProvider {
  readonly #session: RpcSession;
  readonly #events = new EventEmitter();
  #isConnected = true;

  constructor(connect: Connect) {
    this.#session = new RpcSession(connect);
  }

  get status(): 'connected' | 'disconnected' {
    return this.#isConnected ? 'connected' : 'disconnected';
  }

  async connect(): Promise<this> {
    queueMicrotask(() => this.#events.emit('connected'));
    return this;
  }

  async disconnect(): Promise<void> {
    this.#isConnected = false;
    this.#session.close();
    this.#events.emit('disconnected');
  }

  async send<T>(method: string, params: readonly unknown[]): Promise<T> {
    // A client says which type it expects of a method, and decodes it itself.
    return (await this.#session.call(method, params)) as T;
  }

  async subscribe<T>(
    input: DedotSubscriptionInput,
    callback: (error: Error | null, result: T | null, subscription: DedotSubscription) => void,
  ): Promise<DedotSubscription> {
    const subscription = (id: string): DedotSubscription => ({
      subscriptionId: id,
      unsubscribe: async () => void (await this.#session.unsubscribe(input.unsubscribe, id)),
    });
    let opened: DedotSubscription | undefined;
    const early: unknown[] = [];
    const tell = (result: unknown): void => {
      if (opened) callback(null, result as T, opened);
      else early.push(result);
    };
    opened = subscription(await this.#session.subscribe(input.subscribe, input.params, tell));
    for (const result of early) callback(null, result as T, opened);
    return opened;
  }

  on(event: string, handler: Listener): () => void {
    this.#events.on(event, handler);
    return () => void this.#events.off(event, handler);
  }

  once(event: string, handler: Listener): () => void {
    this.#events.once(event, handler);
    return () => void this.#events.off(event, handler);
  }

  off(event: string, handler?: Listener): this {
    if (handler) this.#events.off(event, handler);
    else this.#events.removeAllListeners(event);
    return this;
  }
}

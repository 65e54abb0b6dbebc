import { randomBytes } from 'node:crypto';
import { RpcError, TOO_MANY_SUBSCRIPTIONS } from './errors.ts';
import { Kept } from './kept.ts';
import type { RpcLimits } from './limits.ts';
import type { Caller, StartSubscription } from './method.ts';

type ConnectionLimits = Pick<RpcLimits, 'subscriptionsPerConnection' | 'keptBytes'>;

/** A client on a WebSocket: its subscriptions, and the way to it. */
export class Connection implements Caller {
  readonly #send: (message: unknown) => void;
  readonly #mostSubscriptions: number;
  readonly #kept: Kept;
  readonly #isBehind: () => boolean;
  readonly #subscriptions = new Map<string, { readonly notification: string; readonly stop: () => void }>();
  readonly #closeListeners = new Set<() => void>();
  #isClosed = false;

  /** @param isBehind whether the client has much to read before it hears of anything new */
  constructor(
    send: (message: unknown) => void,
    { subscriptionsPerConnection, keptBytes }: ConnectionLimits,
    isBehind: () => boolean = () => false,
  ) {
    this.#send = send;
    this.#mostSubscriptions = subscriptionsPerConnection;
    this.#kept = new Kept(keptBytes);
    this.#isBehind = isBehind;
  }

  get isBehind(): boolean {
    return this.#isBehind();
  }

  keep(bytes: number): (() => void) | undefined {
    return this.#kept.add(bytes);
  }

  /**
   * Reserves a subscription. Returns its id, and `start`, to be called when the client has been told the id.
   *
   * @throws RpcError when the client has too many
   */
  async open(
    notification: string,
    prepare: (id: string) => StartSubscription | Promise<StartSubscription>,
  ): Promise<{ id: string; start: () => void }> {
    if (this.#subscriptions.size >= this.#mostSubscriptions) {
      throw new RpcError(
        TOO_MANY_SUBSCRIPTIONS,
        'Too many subscriptions on the connection',
        `Exceeded max limit of ${this.#mostSubscriptions}`,
      );
    }
    const id = randomBytes(8).toString('hex');
    this.#subscriptions.set(id, { notification, stop: () => {} });
    let begin: StartSubscription;
    try {
      begin = await prepare(id);
    } catch (error) {
      this.#subscriptions.delete(id);
      throw error;
    }
    const notify = (result: unknown): void => {
      if (!this.#subscriptions.has(id)) return;
      this.#send({ jsonrpc: '2.0', method: notification, params: { subscription: id, result } });
    };
    const start = (): void => {
      // A client that is gone by now, or has unsubscribed in the same batch, still has what `prepare` began ended.
      const stop = begin(notify, () => this.end(id));
      if (this.#subscriptions.has(id) && !this.#isClosed) this.#subscriptions.set(id, { notification, stop });
      else stop();
    };
    return { id, start };
  }

  end(id: string, notification?: string): boolean {
    const subscription = this.#subscriptions.get(id);
    if (!subscription || subscription.notification !== (notification ?? subscription.notification))
      return false;
    this.#subscriptions.delete(id);
    subscription.stop();
    return true;
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  /** Ends everything: the client is gone. */
  close(): void {
    this.#isClosed = true;
    for (const id of [...this.#subscriptions.keys()]) this.end(id);
    for (const listener of this.#closeListeners) listener();
    this.#closeListeners.clear();
  }
}

import type { Params } from './params.ts';

/** Who calls: a connection. Calls that belong together (following the head, say) share it. */
export interface Caller {
  /** Ends a subscription of this caller, of those with a notification when it is given. Returns whether there was one. */
  end(subscription: string, notification?: string): boolean;
  /** Whether it has much to read before it hears of anything new. */
  readonly isBehind: boolean;
  /** Counts what it has the node keep; returns what ends that, undefined when there is no room for so many bytes. */
  keep(bytes: number): (() => void) | undefined;
  /** Calls the listener when the client is gone, until the returned function is called. */
  onClose(listener: () => void): () => void;
}

/** One call of a `SessionMethod`. */
export interface Session {
  readonly caller: Caller;
  /** Does something once the answer is sent: what notifies the client of what it does not know yet. */
  afterwards(action: () => void): void;
}

/** What a subscription sends its notifications with. */
export type Notify = (result: unknown) => void;

/** Starts a subscription; returns how to end it. `end` ends it from this side, after a last notification. */
export type StartSubscription = (notify: Notify, end: () => void) => () => void;

/** A method that answers once. */
export interface CallMethod {
  readonly kind: 'call';
  readonly run: (params: Params) => unknown;
}

/** A method that answers with a subscription id, after which notifications of the name `notification` follow. */
export interface SubscribeMethod {
  readonly kind: 'subscribe';
  readonly notification: string;
  /** Checks the parameters and prepares; nothing is sent before the client has the id. */
  readonly run: (
    params: Params,
    opened: OpenedSubscription,
  ) => StartSubscription | Promise<StartSubscription>;
}

/** A subscription that is about to start. */
export interface OpenedSubscription {
  readonly id: string;
  readonly caller: Caller;
}

/** A method that answers once and needs to know who calls: not over HTTP. */
export interface SessionMethod {
  readonly kind: 'session';
  readonly run: (params: Params, session: Session) => unknown;
}

/** A method that ends a subscription with this notification, and no other. */
export interface UnsubscribeMethod {
  readonly kind: 'unsubscribe';
  readonly notification: string;
}

export type Method = CallMethod | SessionMethod | SubscribeMethod | UnsubscribeMethod;
export type Methods = Readonly<Record<string, Method>>;

export function call(run: (params: Params) => unknown): CallMethod {
  return { kind: 'call', run };
}

export function session(run: SessionMethod['run']): SessionMethod {
  return { kind: 'session', run };
}

export function subscribe(notification: string, run: SubscribeMethod['run']): SubscribeMethod {
  return { kind: 'subscribe', notification, run };
}

export function unsubscribe(notification: string): UnsubscribeMethod {
  return { kind: 'unsubscribe', notification };
}

import type { Params } from './params.ts';

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
  readonly run: (params: Params) => StartSubscription;
}

/** A method that ends a subscription. */
export interface UnsubscribeMethod {
  readonly kind: 'unsubscribe';
}

export type Method = CallMethod | SubscribeMethod | UnsubscribeMethod;
export type Methods = Readonly<Record<string, Method>>;

export function call(run: (params: Params) => unknown): CallMethod {
  return { kind: 'call', run };
}

export function subscribe(notification: string, run: (params: Params) => StartSubscription): SubscribeMethod {
  return { kind: 'subscribe', notification, run };
}

export const unsubscribe: UnsubscribeMethod = { kind: 'unsubscribe' };

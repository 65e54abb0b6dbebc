import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface RpcAnswer {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

type Notification = { readonly method: string; readonly params: { subscription: string; result: unknown } };

/** A JSON-RPC client as plain as can be, to see exactly what goes over the wire. */
export async function connect(url: string) {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<unknown, (answer: RpcAnswer) => void>();
  const unasked: ((message: unknown) => void)[] = [];
  const notifications: Notification[] = [];
  let onNotification = (): void => {};
  let nextId = 1;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    const resolve = waiting.get(message.id);
    if (message.params) {
      notifications.push(message);
      onNotification();
    } else if (message.id != null && resolve) {
      waiting.delete(message.id);
      resolve(message);
    } else {
      unasked.shift()?.(message);
    }
  });
  return {
    socket,
    /** Sends a call; resolves with its answer. */
    call(method: string, ...params: unknown[]): Promise<RpcAnswer> {
      const id = nextId++;
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    /** Sends any text; resolves with the next message that answers no call of this client. */
    raw(text: string): Promise<unknown> {
      socket.send(text);
      return new Promise((resolve) => unasked.push(resolve));
    },
    /** Resolves with the results of a subscription once there are `count` of them. */
    async results(subscription: unknown, count: number): Promise<unknown[]> {
      for (;;) {
        const mine = notifications.filter(({ params }) => params.subscription === subscription);
        if (mine.length >= count) return mine.map(({ params }) => params.result);
        await new Promise<void>((resolve) => {
          onNotification = resolve;
        });
      }
    },
    async [Symbol.asyncDispose]() {
      socket.terminate();
    },
  };
}

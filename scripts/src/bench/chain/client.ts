/** A JSON-RPC client that does as little as it can, so that the node is what is measured. */
export class LeanClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #listeners = new Map<string, (result: unknown) => void>();
  /** Notifications that came before their subscription was known here. */
  readonly #early = new Map<string, unknown[]>();
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values())
        reject(new Error('the node has closed the connection'));
    });
  }

  static async connect(url: string): Promise<LeanClient> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`cannot connect to ${url}`)));
    });
    return new LeanClient(socket);
  }

  call(method: string, ...params: unknown[]): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  async subscribe(method: string, params: unknown[], listener: (result: unknown) => void): Promise<string> {
    const id = String(await this.call(method, ...params));
    this.#listeners.set(id, listener);
    for (const result of this.#early.get(id) ?? []) listener(result);
    this.#early.delete(id);
    return id;
  }

  forget(subscription: string): void {
    this.#listeners.delete(subscription);
  }

  /** Resolves when the connection is closed. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.addEventListener('close', resolve));
    this.#socket.close();
    await closed;
  }

  #receive(message: {
    id?: number;
    result?: unknown;
    error?: { code: number; message: string; data?: unknown };
    params?: { subscription: string; result: unknown };
  }): void {
    if (message.params) {
      const { subscription, result } = message.params;
      const listener = this.#listeners.get(subscription);
      if (listener) listener(result);
      else this.#early.set(subscription, [...(this.#early.get(subscription) ?? []), result]);
      return;
    }
    const waiting = this.#waiting.get(message.id ?? 0);
    this.#waiting.delete(message.id ?? 0);
    if (!message.error) {
      waiting?.resolve(message.result);
      return;
    }
    const { code, message: problem, data = '' } = message.error;
    waiting?.reject(new Error(`${code}: ${problem} ${data}`));
  }
}

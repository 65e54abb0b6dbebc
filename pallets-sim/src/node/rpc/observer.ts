/** Who wants to hear what the JSON-RPC server does: the metrics. */
export interface RpcObserver {
  connected(): void;
  disconnected(): void;
  /** A call begins; the returned function is called at its end. Only methods that exist are reported. */
  called(method: string, transport: 'ws' | 'http'): (isError: boolean) => void;
}

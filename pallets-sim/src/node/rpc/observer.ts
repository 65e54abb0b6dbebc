/** How a call ended. */
export type CallEnd = 'success' | 'error' | 'rate-limited';

/** Who wants to hear what the JSON-RPC server does: the metrics. */
export interface RpcObserver {
  /** A WebSocket client is there; the returned function is called when it is gone. */
  connected(): () => void;
  /** A call begins, of a method that exists or of `unknown`; the returned function is called at its end. */
  called(method: string, transport: 'ws' | 'http'): (end: CallEnd) => void;
}

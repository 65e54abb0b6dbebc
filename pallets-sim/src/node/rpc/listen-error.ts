import { NodeError } from '../errors.ts';

/** Why a port cannot be served, and what to do. */
export function listenError(host: string, port: number, error: Error): NodeError {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new NodeError(
      'PortInUse',
      `cannot serve JSON-RPC on ${host}:${port}: the port is in use. Stop the program that uses it, or choose another ` +
        'port with --rpc-port (0 takes any free one).',
      error,
    );
  }
  return new NodeError(
    'ListenFailed',
    `cannot serve JSON-RPC on ${host}:${port}: ${error.message}. Choose another address with --rpc-host and --rpc-port.`,
    error,
  );
}

import { createServer } from 'node:http';
import { NodeError } from '../errors.ts';
import type { Metrics } from './metrics.ts';

/** Serves `GET /metrics`. */
export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts to serve the metrics.
 *
 * @param port 0 takes any free one
 * @throws NodeError `PortInUse`, `ListenFailed`
 */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('The metrics are at GET /metrics.\n');
      return;
    }
    try {
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
    } catch {
      response.destroy(); // Prometheus shows a scrape that failed
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        new NodeError(
          isTaken ? 'PortInUse' : 'ListenFailed',
          `cannot serve metrics on ${host}:${port}: ${isTaken ? 'the port is in use' : error.message}. Choose another ` +
            'with --prometheus-port, or none with --no-prometheus.',
          error,
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

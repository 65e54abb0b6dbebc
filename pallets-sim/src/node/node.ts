import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import type { Chain } from './chain/chain.ts';
import { type CoreOptions, openCore } from './core.ts';
import { NodeError } from './errors.ts';
import type { Metrics } from './metrics/metrics.ts';
import { type MetricsServer, serveMetrics } from './metrics/server.ts';
import type { TransactionPool } from './pool/pool.ts';
import type { AllowedOrigins } from './rpc/cors.ts';
import type { RpcLimits } from './rpc/limits.ts';
import { type MethodPolicy, served } from './rpc/policy.ts';
import { RpcServer } from './rpc/server.ts';
import type { Sealer } from './sealing/sealer.ts';

export interface NodeOptions extends Omit<CoreOptions, 'answerBytes'> {
  /** Address to serve JSON-RPC on; this machine only (127.0.0.1) by default. */
  readonly rpcHost?: string;
  /** 0 takes any free port. */
  readonly rpcPort: number;
  readonly rpcLimits?: Partial<RpcLimits>;
  /** Which methods are served; `auto` by default: all, as long as only this machine can ask. */
  readonly rpcMethods?: MethodPolicy;
  /** Browser pages that may use the node; by default those served from this machine. */
  readonly rpcOrigins?: AllowedOrigins;
  /** Where Prometheus finds the metrics; nowhere unless given. */
  readonly prometheus?: PrometheusOptions;
}

export interface PrometheusOptions {
  /** This machine only (127.0.0.1) by default. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether the node starts all the same when the port is in use. */
  readonly isOptional?: boolean;
}

/** A node that runs. */
export interface RunningNode {
  /** `ws://…`, where JSON-RPC is served. */
  readonly url: string;
  readonly port: number;
  /** Port of the metrics, when they are served. */
  readonly prometheusPort: number | undefined;
  readonly chain: Chain;
  readonly pool: TransactionPool;
  readonly sealer: Sealer;
  /** Stops serving, finishes the block being made, closes the database. May be called more than once. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a node: opens its database, makes blocks, serves JSON-RPC. When it cannot, nothing is left running.
 *
 * @throws NodeError
 */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { spec, logs, rpcLimits } = options;
  const core = await openCore({ ...options, answerBytes: rpcLimits?.answerBytes });
  const { chain, pool, sealer, metrics, methods, stop } = core;
  try {
    const host = options.rpcHost ?? '127.0.0.1';
    const server = new RpcServer(served(methods, options.rpcMethods ?? 'auto', host), logs('rpc'), {
      limits: rpcLimits,
      origins: options.rpcOrigins,
      observer: metrics.rpc,
    });
    core.onStop(() => server.close());
    const port = await server.listen(host, options.rpcPort);
    const url = `ws://${host.includes(':') ? `[${host}]` : host}:${port}`;
    const prometheus = await startPrometheus(metrics, options.prometheus, logs('node'));
    if (prometheus) core.onStop(() => prometheus.close());
    sealer.start();
    logs('node').info(
      {
        rpc: url,
        nodeName: core.name,
        chain: spec.name,
        genesis: toHex(chain.genesisHash),
        head: chain.head.number,
        database: core.folder,
        ...(prometheus ? { prometheus: prometheus.port } : {}),
      },
      `ready: JSON-RPC at ${url}`,
    );
    const prometheusPort = prometheus?.port;
    return { url, port, prometheusPort, chain, pool, sealer, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPrometheus(
  metrics: Metrics,
  options: PrometheusOptions | undefined,
  log: Logger,
): Promise<MetricsServer | undefined> {
  if (!options) return undefined;
  try {
    return await serveMetrics(metrics, options.host ?? '127.0.0.1', options.port);
  } catch (error) {
    if (!options.isOptional || !(error instanceof NodeError) || error.code !== 'PortInUse') throw error;
    log.warn(error.message);
    return undefined;
  }
}

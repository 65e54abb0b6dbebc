import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import type { Runtime } from '../runtime/api.ts';
import { Keystore } from './authorship/keystore.ts';
import { Chain } from './chain/chain.ts';
import type { ChainSpec } from './chain-spec/chain-spec.ts';
import type { Pruning } from './database/pruning-mode.ts';
import { NodeError } from './errors.ts';
import type { LogFilter, Logs } from './log/log.ts';
import { Metrics } from './metrics/metrics.ts';
import { type MetricsServer, serveMetrics } from './metrics/server.ts';
import { peerIdOf } from './network/node-key.ts';
import { OffchainStorage } from './offchain/offchain-storage.ts';
import { type PoolOptions, TransactionPool } from './pool/pool.ts';
import type { ChainHeadLimits } from './rpc/chain-head/follow.ts';
import type { AllowedOrigins } from './rpc/cors.ts';
import { allMethods } from './rpc/methods/all.ts';
import { type MethodPolicy, served } from './rpc/policy.ts';
import { type RpcLimits, RpcServer } from './rpc/server.ts';
import { Clock } from './sealing/clock.ts';
import { Sealer, type Sealing } from './sealing/sealer.ts';

export interface NodeOptions {
  readonly runtime: Runtime;
  readonly spec: ChainSpec;
  /** Where data lies; without it, in a temporary folder that goes when the node stops. */
  readonly basePath?: string;
  /** What is kept of old states and blocks; see `defaultPruning`. */
  /** Whether a mock signature stands for that of any account: only on chains of type Development. */
  readonly mockSignatures?: boolean | undefined;
  readonly pruning?: Partial<Pruning>;
  readonly sealing: Sealing;
  /** Limits of the transaction pool. */
  readonly pool?: Omit<PoolOptions, 'now'>;
  /** Address to serve JSON-RPC on; this machine only (127.0.0.1) by default. */
  readonly rpcHost?: string;
  /** 0 takes any free port. */
  readonly rpcPort: number;
  readonly rpcLimits?: Partial<RpcLimits>;
  /** Which methods are served; `auto` by default: all, as long as only this machine can ask. */
  readonly rpcMethods?: MethodPolicy;
  /** Browser pages that may use the node; by default those served from this machine. */
  readonly rpcOrigins?: AllowedOrigins;
  readonly chainHeadLimits?: Partial<ChainHeadLimits>;
  /** Where Prometheus finds the metrics; nowhere unless given. */
  readonly prometheus?: PrometheusOptions;
  readonly name?: string;
  readonly logs: Logs;
  /** What `system_addLogFilter` changes. */
  readonly logFilter?: LogFilter;
  /** Milliseconds since 1970. */
  readonly now: () => number;
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

const IMPLEMENTATION = { implementation: 'plumbline-node', version: '0.1.0' };

/**
 * Starts a node: opens its database, makes blocks, serves JSON-RPC. When it cannot, nothing is left running.
 *
 * @throws NodeError
 */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { spec, runtime, logs, now } = options;
  const temporary =
    options.basePath === undefined ? await mkdtemp(join(tmpdir(), 'plumbline-node-')) : undefined;
  const basePath = options.basePath ?? temporary ?? '';
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = closing.pop(); close; close = closing.pop()) await close();
  };
  if (temporary) closing.push(() => rm(temporary, { recursive: true, force: true }));
  try {
    const home = join(basePath, 'chains', spec.id);
    const folder = join(home, 'db');
    const chain = await Chain.open({
      folder,
      spec,
      runtime,
      pruning: options.pruning,
      mockSignatures: options.mockSignatures,
      isSynced: temporary === undefined, // what is forgotten anyway need not outlive a loss of power
    });
    closing.push(() => chain.close());
    const keystore = await Keystore.open(options.basePath && join(home, 'keystore'));
    const pool = new TransactionPool(chain, { ...options.pool, now });
    chain.onBlock((block) => pool.onBlock(block));
    chain.onMove(() => pool.onMove());
    const clock = new Clock(now);
    const name = options.name ?? 'plumbline';
    const peerId = await peerIdOf(join(home, 'network', 'secret_ed25519'));
    const identity = { ...IMPLEMENTATION, name, peerId };
    const metrics = new Metrics({
      chain,
      pool,
      node: { name, version: IMPLEMENTATION.version },
      startedAtMs: now(),
    });
    const sealer = new Sealer({
      chain,
      keystore,
      pool,
      sealing: options.sealing,
      now: () => clock.now(),
      log: logs('sealing'),
      observe: (seconds, transactions) => metrics.sealed(seconds, transactions),
    });
    closing.push(() => sealer.stop());
    const host = options.rpcHost ?? '127.0.0.1';
    const { chainHeadLimits } = options;
    const offchain = new OffchainStorage(join(home, 'offchain'));
    closing.push(() => offchain.close());
    const methods = allMethods({
      chain,
      pool,
      sealer,
      clock,
      identity,
      keystore,
      offchain,
      logFilter: options.logFilter,
      answerBytes: options.rpcLimits?.answerBytes,
      chainHeadLimits,
    });
    const server = new RpcServer(served(methods, options.rpcMethods ?? 'auto', host), logs('rpc'), {
      limits: options.rpcLimits,
      origins: options.rpcOrigins,
      observer: metrics,
    });
    closing.push(() => server.close());
    const port = await server.listen(host, options.rpcPort);
    const url = `ws://${host.includes(':') ? `[${host}]` : host}:${port}`;
    const prometheus = await startPrometheus(metrics, options.prometheus, logs('node'));
    if (prometheus) closing.push(() => prometheus.close());
    sealer.start();
    logs('node').info(
      {
        rpc: url,
        nodeName: name,
        chain: spec.name,
        genesis: toHex(chain.genesisHash),
        head: chain.head.number,
        database: folder,
        ...(prometheus ? { prometheus: prometheus.port } : {}),
      },
      `ready: JSON-RPC at ${url}`,
    );
    let stopping: Promise<void> | undefined;
    const stopOnce = (): Promise<void> => {
      stopping ??= stop();
      return stopping;
    };
    return {
      url,
      port,
      prometheusPort: prometheus?.port,
      chain,
      pool,
      sealer,
      stop: stopOnce,
      [Symbol.asyncDispose]: stopOnce,
    };
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

import type { Pruning } from '../node/database/pruning-mode.ts';
import { NodeError } from '../node/errors.ts';
import type { NodeOptions, PrometheusOptions } from '../node/node.ts';
import type { NodeConfig } from './node-options.ts';

/** Where Substrate nodes serve their metrics. */
const PROMETHEUS_PORT = 9615;
/** Where a chain lies that is kept, when nobody says where. */
export const DEFAULT_BASE_PATH = '.plumbline';

/**
 * Where data lies; undefined: in a temporary folder. A development node forgets, unless it is told where to remember;
 * any other remembers. Throws `NodeError` `BadOption`.
 */
export function basePathOf(
  config: Pick<NodeConfig, 'tmp' | 'basePath' | 'dev' | 'state'>,
): string | undefined {
  if (config.tmp && config.basePath) {
    throw new NodeError('BadOption', 'give either --tmp or --base-path, not both');
  }
  if (config.state && config.basePath) {
    throw new NodeError('BadOption', 'give either --state or --base-path: a state file is all that is kept');
  }
  if (config.tmp || config.state) return undefined;
  return config.basePath ?? (config.dev ? undefined : DEFAULT_BASE_PATH);
}

/** The options of a node that a config stands for, apart from chain and log. Throws `NodeError` `BadOption`. */
export function nodeOptions(config: NodeConfig) {
  const isExternal = config.rpcExternal || config.unsafeRpcExternal;
  if (isExternal && config.rpcHost) {
    throw new NodeError('BadOption', 'give either --rpc-external or --rpc-host, not both');
  }
  const basePath = basePathOf(config);
  return {
    ...(basePath === undefined ? {} : { basePath }),
    ...(config.state === undefined ? {} : { stateFile: config.state }),
    pruning: pruningOf(config),
    trieCacheBytes: config.trieCacheSize,
    sealing: config.sealing,
    mockSignatures: config.mockSignatureHost,
    name: config.name,
    rpcHost: config.rpcHost ?? (isExternal ? '0.0.0.0' : '127.0.0.1'),
    rpcPort: config.rpcPort,
    rpcMethods: config.rpcMethods,
    ...(config.rpcCors ? { rpcOrigins: config.rpcCors } : {}),
    rpcLimits: {
      connections: config.rpcMaxConnections,
      messageBytes: config.rpcMaxRequestSize << 20,
      answerBytes: config.rpcMaxResponseSize << 20,
      subscriptionsPerConnection: config.rpcMaxSubscriptionsPerConnection,
      batchCalls: config.rpcDisableBatchRequests ? 0 : config.rpcMaxBatchRequestLen,
      callsPerMinute: config.rpcRateLimit,
      unlimited: config.rpcRateLimitWhitelistedIps,
    },
    signatureThreads: config.signatureThreads,
    pool: { ready: { count: config.poolLimit, bytes: config.poolKbytes << 10 } },
    ...(config.noPrometheus ? {} : { prometheus: prometheusOf(config) }),
  } satisfies Partial<NodeOptions>;
}

function pruningOf({ statePruning, blocksPruning }: NodeConfig): Partial<Pruning> {
  return {
    ...(statePruning === undefined ? {} : { state: statePruning }),
    ...(blocksPruning === undefined ? {} : { blocks: blocksPruning }),
  };
}

/** Metrics that nobody asked for must not keep a second node on the machine from starting. */
function prometheusOf({ prometheusPort, prometheusExternal }: NodeConfig): PrometheusOptions {
  return {
    port: prometheusPort ?? PROMETHEUS_PORT,
    host: prometheusExternal ? '0.0.0.0' : '127.0.0.1',
    isOptional: prometheusPort === undefined,
  };
}

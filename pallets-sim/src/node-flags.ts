import { InvalidArgumentError } from 'commander';
import { type Pruning, type PruningMode, parsePruningMode } from './node/database/pruning-mode.ts';
import { NodeError } from './node/errors.ts';
import type { NodeOptions, PrometheusOptions } from './node/node.ts';
import type { AllowedOrigins } from './node/rpc/cors.ts';
import type { MethodPolicy } from './node/rpc/policy.ts';
import type { Sealing } from './node/sealing/sealer.ts';

/** What `--rpc-*` and `--prometheus-*` say. */
export interface ServiceFlags {
  readonly rpcHost?: string;
  readonly rpcExternal?: boolean;
  readonly rpcPort: number;
  readonly rpcMethods?: MethodPolicy;
  readonly rpcCors?: AllowedOrigins;
  readonly rpcMaxConnections: number;
  readonly rpcRateLimit?: number;
  /** False with `--no-prometheus`. */
  readonly prometheus: boolean;
  readonly prometheusPort?: number;
  readonly prometheusExternal?: boolean;
}

/** Where Substrate nodes serve their metrics. */
const PROMETHEUS_PORT = 9615;

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return port;
}

/** A whole number of at least 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 1e9)
    throw new InvalidArgumentError('Give a number from 1 on.');
  return count;
}

export function parseSealing(text: string): Sealing {
  if (text === 'instant' || text === 'manual') return text;
  const everyMs = Number(text);
  if (!/^\d+$/.test(text) || everyMs < 1 || everyMs > 3_600_000) {
    throw new InvalidArgumentError('Give instant, manual, or milliseconds between blocks (1 to 3600000).');
  }
  return { everyMs };
}

export function parsePruning(text: string): PruningMode {
  const mode = parsePruningMode(text);
  if (mode === undefined) {
    throw new InvalidArgumentError('Give archive, archive-canonical, or how many of the last blocks.');
  }
  return mode;
}

/** What `--state-pruning` and `--blocks-pruning` say. */
export function pruningOption(flags: {
  readonly statePruning?: PruningMode;
  readonly blocksPruning?: PruningMode;
}): Partial<Pruning> {
  return {
    ...(flags.statePruning === undefined ? {} : { state: flags.statePruning }),
    ...(flags.blocksPruning === undefined ? {} : { blocks: flags.blocksPruning }),
  };
}

export function parsePolicy(text: string): MethodPolicy {
  if (text === 'safe' || text === 'unsafe' || text === 'auto') return text;
  throw new InvalidArgumentError('Give safe, unsafe or auto.');
}

/** `all`, or origins with commas between them. */
export function parseOrigins(text: string): AllowedOrigins {
  if (text === 'all' || text === '*') return 'all';
  const origins = text.split(',').map((origin) => origin.trim());
  const wrong = origins.find((origin) => !/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/.test(origin));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(
      `"${wrong}" is no origin. Give all, or origins such as https://example.org,http://localhost:*`,
    );
  }
  return origins;
}

/** The options of a node that these flags stand for. Throws `NodeError` `BadOption`. */
export function serviceOptions(flags: ServiceFlags) {
  if (flags.rpcExternal && flags.rpcHost) {
    throw new NodeError('BadOption', 'give either --rpc-external or --rpc-host, not both');
  }
  return {
    rpcHost: flags.rpcHost ?? (flags.rpcExternal ? '0.0.0.0' : '127.0.0.1'),
    rpcPort: flags.rpcPort,
    ...(flags.rpcMethods ? { rpcMethods: flags.rpcMethods } : {}),
    ...(flags.rpcCors ? { rpcOrigins: flags.rpcCors } : {}),
    rpcLimits: {
      connections: flags.rpcMaxConnections,
      ...(flags.rpcRateLimit ? { callsPerMinute: flags.rpcRateLimit } : {}),
    },
    ...(flags.prometheus ? { prometheus: prometheusOptions(flags) } : {}),
  } satisfies Partial<NodeOptions>;
}

/** Metrics that nobody asked for must not keep a second node on the machine from starting. */
function prometheusOptions({ prometheusPort, prometheusExternal }: ServiceFlags): PrometheusOptions {
  return {
    port: prometheusPort ?? PROMETHEUS_PORT,
    host: prometheusExternal ? '0.0.0.0' : '127.0.0.1',
    isOptional: prometheusPort === undefined,
  };
}

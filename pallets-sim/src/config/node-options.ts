import { availableParallelism } from 'node:os';
import { LOG_MODULES } from '../node/log/log.ts';
import type { OptionDefinition, OptionGroup, ValuesOf } from './option.ts';
import {
  logFormat,
  logLevels,
  origins,
  parsePolicy,
  parsePort,
  parsePruning,
  parseSealing,
  switchValue,
  text,
  whitelist,
  wholeNumber,
} from './values.ts';

const MOST = 1_000_000_000;
const MOST_CACHE_BYTES = 2 ** 34;

function value<T>(group: OptionGroup, placeholder: string, help: string, parse: (text: string) => T) {
  return { group, placeholder: `<${placeholder}>`, help, parse } satisfies OptionDefinition<T>;
}

function onOff(group: OptionGroup, help: string) {
  return { group, help, parse: switchValue } satisfies OptionDefinition<boolean>;
}

/**
 * All that can be set of a node, under the names that Substrate nodes have where they have it. Flags, environment
 * variables, the config file, the help and their documentation come from here.
 */
export const NODE_OPTIONS = {
  config: value('Chain and data', 'file', 'a JSON file with these options', text),
  dev: onOff('Chain and data', 'chain-spec.json, in a temporary folder'),
  chain: value('Chain and data', 'file', 'a chain spec file', text),
  basePath: {
    ...value('Chain and data', 'folder', 'where data lies (.plumbline unless --dev)', text),
    short: 'd',
  },
  tmp: onOff('Chain and data', 'a temporary folder, removed at the end'),
  state: value('Chain and data', 'file', 'start from it if it is there, and leave the chain in it', text),
  statePruning: value(
    'Chain and data',
    'mode',
    'states kept: archive, archive-canonical, or of how many blocks',
    parsePruning,
  ),
  blocksPruning: value('Chain and data', 'mode', 'the same for the blocks themselves', parsePruning),
  trieCacheSize: {
    ...value(
      'Chain and data',
      'bytes',
      'memory for parts of the state; 0: none',
      wholeNumber(0, MOST_CACHE_BYTES),
    ),
    fallback: String(2 ** 30),
  },
  sealing: {
    ...value('Blocks', 'mode', 'instant, manual, or milliseconds between blocks', parseSealing),
    fallback: 'instant',
  },
  mockSignatureHost: onOff('Blocks', 'take mock signatures for any account (Development chains)'),
  name: { ...value('Blocks', 'name', 'what the node calls itself', text), fallback: 'plumbline' },
  port: value('Blocks', 'port', 'for other nodes: read and not used, there are none', parsePort),
  rpcPort: { ...value('JSON-RPC', 'port', '0 takes any free one', parsePort), fallback: '9944' },
  rpcHost: value('JSON-RPC', 'address', 'where to serve (127.0.0.1)', text),
  rpcExternal: onOff('JSON-RPC', 'serve on all addresses'),
  unsafeRpcExternal: onOff('JSON-RPC', 'the same'),
  rpcMethods: {
    ...value('JSON-RPC', 'which', 'safe, unsafe, or auto: unsafe for this machine alone', parsePolicy),
    fallback: 'auto',
  },
  rpcCors: value('JSON-RPC', 'origins', 'web pages that may connect: all, or origins (local)', origins),
  rpcMaxConnections: {
    ...value('JSON-RPC', 'count', 'most clients at a time', wholeNumber(1, MOST)),
    fallback: '200',
  },
  rpcMaxRequestSize: {
    ...value('JSON-RPC', 'MiB', 'largest message', wholeNumber(1, 256)),
    fallback: '15',
  },
  rpcMaxResponseSize: {
    ...value('JSON-RPC', 'MiB', 'largest answer', wholeNumber(1, 256)),
    fallback: '15',
  },
  rpcMaxSubscriptionsPerConnection: {
    ...value('JSON-RPC', 'count', 'most subscriptions of a client', wholeNumber(1, MOST)),
    fallback: '1024',
  },
  rpcMaxBatchRequestLen: {
    ...value('JSON-RPC', 'count', 'most calls in a batch', wholeNumber(1, MOST)),
    fallback: '1000',
  },
  rpcDisableBatchRequests: onOff('JSON-RPC', 'refuse batches'),
  rpcRateLimit: value('JSON-RPC', 'calls', 'most calls of a client in a minute', wholeNumber(1, MOST)),
  rpcRateLimitWhitelistedIps: value('JSON-RPC', 'networks', 'whom that does not limit', whitelist),
  poolLimit: {
    ...value('Transaction pool', 'count', 'most ready transactions', wholeNumber(1, MOST)),
    fallback: '8192',
  },
  poolKbytes: {
    ...value('Transaction pool', 'KiB', 'most bytes of them', wholeNumber(1, 4 << 20)),
    fallback: '20480',
  },
  signatureThreads: {
    ...value(
      'Transaction pool',
      'count',
      'threads that verify signatures; 0: none of their own',
      wholeNumber(0, 256),
    ),
    fallback: String(availableParallelism()),
  },
  prometheusPort: value('Metrics and log', 'port', 'where to serve metrics (9615)', parsePort),
  prometheusExternal: onOff('Metrics and log', 'serve metrics on all addresses'),
  noPrometheus: onOff('Metrics and log', 'serve no metrics'),
  log: {
    ...value('Metrics and log', 'levels', `info,rpc=debug (${LOG_MODULES.join(', ')})`, logLevels),
    short: 'l',
    fallback: 'info',
  },
  logFormat: value('Metrics and log', 'format', 'json, or pretty (for a terminal)', logFormat),
} as const satisfies Readonly<Record<string, OptionDefinition>>;

/** How a node is set up. */
export type NodeConfig = ValuesOf<typeof NODE_OPTIONS>;

import { Command, Option } from 'commander';
import { buildSpecCommand } from './cli/build-spec.ts';
import { DEFAULT_BASE_PATH, explained, specOf } from './cli/chain-flags.ts';
import { checkBlockCommand } from './cli/check-block.ts';
import { exportBlocksCommand } from './cli/export-blocks.ts';
import { exportStateCommand } from './cli/export-state.ts';
import { importBlocksCommand } from './cli/import-blocks.ts';
import { keyCommand } from './cli/key.ts';
import { purgeChainCommand } from './cli/purge-chain.ts';
import { revertCommand } from './cli/revert.ts';
import { startNode } from './main.ts';
import type { PruningMode } from './node/database/pruning-mode.ts';
import { NodeError } from './node/errors.ts';
import { createLogs, LOG_MODULES, type LogFormat } from './node/log/log.ts';
import type { RunningNode } from './node/node.ts';
import type { Sealing } from './node/sealing/sealer.ts';
import {
  parseCount,
  parseOrigins,
  parsePolicy,
  parsePort,
  parsePruning,
  parseSealing,
  pruningOption,
  type ServiceFlags,
  serviceOptions,
} from './node-flags.ts';

/** A stop that takes longer than this is cut short. */
const STOP_MS = 1800;

interface NodeFlags extends ServiceFlags {
  readonly dev?: boolean;
  readonly chain?: string;
  readonly basePath?: string;
  readonly tmp?: boolean;
  readonly statePruning?: PruningMode;
  readonly blocksPruning?: PruningMode;
  readonly sealing?: Sealing;
  readonly name?: string;
  readonly log?: string;
  readonly logFormat: LogFormat;
}

/** A development node forgets, unless it is told where to remember; any other remembers. */
function basePathOf(flags: NodeFlags): string | undefined {
  if (flags.tmp && flags.basePath) {
    throw new NodeError('BadOption', 'give either --tmp or --base-path, not both');
  }
  if (flags.tmp) return undefined;
  return flags.basePath ?? (flags.dev ? undefined : DEFAULT_BASE_PATH);
}

async function run(flags: NodeFlags): Promise<void> {
  const spec = await specOf(flags);
  const basePath = basePathOf(flags);
  const { logs, filter } = createLogs({ levels: flags.log ?? 'info', format: flags.logFormat });
  const sealing = flags.sealing ?? 'instant';
  const signalled = nextSignal();
  const node = await startNode({
    spec,
    ...(basePath === undefined ? {} : { basePath }),
    pruning: pruningOption(flags),
    sealing,
    ...serviceOptions(flags),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    logs,
    logFilter: filter,
    now: Date.now,
  });
  // Some clients send nothing on a chain that has only its genesis, and under instant sealing that would stay so.
  if (sealing === 'instant' && node.chain.head.number === 0) await node.sealer.seal();
  const signal = await signalled;
  logs('node').info({ signal }, 'stopping');
  await stopInTime(node);
  logs('node').info('stopped');
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** Stops the node. When that takes too long, or a second signal comes, the process ends as it is: blocks are atomic. */
async function stopInTime(node: RunningNode): Promise<void> {
  const abandon = (): never => process.exit(1);
  const timer = setTimeout(abandon, STOP_MS);
  process.once('SIGINT', abandon);
  process.once('SIGTERM', abandon);
  await node.stop();
  clearTimeout(timer);
  process.off('SIGINT', abandon);
  process.off('SIGTERM', abandon);
}

/** `plumbline node`: a development chain node. */
export function nodeCommand(): Command {
  return new Command('node')
    .description('run a chain node: blocks, transaction pool, JSON-RPC over WebSocket and HTTP')
    .option('--dev', 'chain-spec.json, in a temporary folder')
    .option('--chain <file>', 'a chain spec file')
    .option('--base-path <folder>', `where data lies (${DEFAULT_BASE_PATH} unless --dev)`)
    .option('--tmp', 'a temporary folder, removed at the end')
    .option(
      '--state-pruning <mode>',
      'states kept: archive, archive-canonical, or of how many blocks',
      parsePruning,
    )
    .option('--blocks-pruning <mode>', 'the same for the blocks themselves', parsePruning)
    .option('--rpc-host <address>', 'where to serve JSON-RPC (127.0.0.1)')
    .option('--rpc-external', 'serve JSON-RPC on all addresses')
    .option('--rpc-port <port>', '0 takes any free one', parsePort, 9944)
    .option('--rpc-methods <which>', 'safe, unsafe, auto (unsafe for this machine)', parsePolicy)
    .option('--rpc-cors <origins>', 'web pages that may connect: all, or origins', parseOrigins)
    .option('--rpc-max-connections <count>', 'most clients at a time', parseCount, 200)
    .option('--rpc-rate-limit <calls>', 'most calls of a client in a minute', parseCount)
    .option('--prometheus-port <port>', 'where to serve metrics (9615)', parsePort)
    .option('--prometheus-external', 'serve metrics on all addresses')
    .option('--no-prometheus', 'serve no metrics')
    .option('--sealing <mode>', 'instant (unless given), manual, or ms between', parseSealing)
    .option('--name <name>', 'what the node calls itself (plumbline)')
    .option('--log <levels>', `info,rpc=debug (${LOG_MODULES.join(', ')})`)
    .addOption(
      new Option('--log-format <format>')
        .choices(['json', 'pretty'])
        .default(process.stderr.isTTY ? 'pretty' : 'json'),
    )
    .addHelpText('after', '\nTry it: plumbline node --dev. Keep the chain: add --base-path data')
    .addCommand(buildSpecCommand())
    .addCommand(checkBlockCommand())
    .addCommand(exportBlocksCommand())
    .addCommand(importBlocksCommand())
    .addCommand(exportStateCommand())
    .addCommand(revertCommand())
    .addCommand(purgeChainCommand())
    .addCommand(keyCommand())
    .action((flags: NodeFlags) => explained(() => run(flags)));
}

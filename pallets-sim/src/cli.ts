import { Command } from 'commander';
import { buildSpecCommand } from './cli/build-spec.ts';
import { explained, specOf } from './cli/chain-flags.ts';
import { checkBlockCommand } from './cli/check-block.ts';
import { exportBlocksCommand } from './cli/export-blocks.ts';
import { exportStateCommand } from './cli/export-state.ts';
import { importBlocksCommand } from './cli/import-blocks.ts';
import { keyCommand } from './cli/key.ts';
import { purgeChainCommand } from './cli/purge-chain.ts';
import { revertCommand } from './cli/revert.ts';
import { addFlags, flagsOf } from './config/flags.ts';
import { loadConfig } from './config/load.ts';
import { nearest } from './config/nearest.ts';
import { NODE_OPTIONS, type NodeConfig } from './config/node-options.ts';
import { nodeOptions } from './config/node-setup.ts';
import { startNode } from './main.ts';
import { NodeError } from './node/errors.ts';
import { createLogs } from './node/log/log.ts';
import type { RunningNode } from './node/node.ts';

const HELP_WIDTH = 110;
const AFTER_HELP = `
Each option can also stand in the environment (PLUMBLINE_RPC_PORT) and in the --config file ("rpc-port": 1);
flags win over the environment, and that over the file.
Try it: plumbline node --dev. Keep the chain: add --base-path data`;
/** A stop that takes longer than this is cut short. */
const STOP_MS = 1800;
/** The same when the whole state goes into a file. */
const STOP_AND_DUMP_MS = 60_000;

async function run(config: NodeConfig): Promise<void> {
  const spec = await specOf(config);
  const options = nodeOptions(config);
  const format = config.logFormat ?? (process.stderr.isTTY ? 'pretty' : 'json');
  const { logs, filter } = createLogs({ levels: config.log, format });
  const signalled = nextSignal();
  const node = await startNode({ ...options, spec, logs, logFilter: filter, now: Date.now });
  // Some clients send nothing on a chain that has only its genesis, and under instant sealing that would stay so.
  if (config.sealing === 'instant' && node.chain.head.number === 0) await node.sealer.seal();
  const signal = await signalled;
  logs('node').info({ signal }, 'stopping');
  await stopInTime(node, config.state === undefined ? STOP_MS : STOP_AND_DUMP_MS);
  logs('node').info('stopped');
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** Stops the node. When that takes too long, or a second signal comes, the process ends as it is: blocks are atomic. */
async function stopInTime(node: RunningNode, mostMs: number): Promise<void> {
  const abandon = (): never => process.exit(1);
  const timer = setTimeout(abandon, mostMs);
  process.once('SIGINT', abandon);
  process.once('SIGTERM', abandon);
  try {
    await node.stop();
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', abandon);
    process.off('SIGTERM', abandon);
  }
}

/** Whatever stands there without dashes was meant as a subcommand. Throws `NodeError` `BadOption`. */
function requireNoArguments({ args: [first], commands }: Command): void {
  if (first === undefined) return;
  const names = commands.map((each) => each.name());
  const meant = nearest(first, names);
  throw new NodeError(
    'BadOption',
    `"${first}" is no subcommand: ${meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`}`,
  );
}

/** `plumbline node`: a development chain node. */
export function nodeCommand(): Command {
  const command = new Command('node')
    .description('run a chain node: blocks, transaction pool, JSON-RPC over WebSocket and HTTP')
    .configureHelp({ helpWidth: HELP_WIDTH })
    .addHelpText('after', AFTER_HELP)
    .addCommand(buildSpecCommand())
    .addCommand(checkBlockCommand())
    .addCommand(exportBlocksCommand())
    .addCommand(importBlocksCommand())
    .addCommand(exportStateCommand())
    .addCommand(revertCommand())
    .addCommand(purgeChainCommand())
    .addCommand(keyCommand())
    .allowExcessArguments() // what is no subcommand is named below
    .action((_flags, self: Command) =>
      explained(async () => {
        requireNoArguments(self);
        await run(await loadConfig(NODE_OPTIONS, flagsOf(self, NODE_OPTIONS), process.env));
      }),
    );
  return addFlags(command, NODE_OPTIONS);
}

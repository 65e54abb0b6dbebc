import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { addFlags, flagsOf } from './config/flags.ts';
import { loadConfig } from './config/load.ts';
import { NODE_OPTIONS, type NodeConfig } from './config/node-options.ts';
import { nodeOptions } from './config/node-setup.ts';
import { startNode } from './main.ts';
import { rawGenesis } from './node/chain/genesis.ts';
import { type ChainSpec, readChainSpec } from './node/chain-spec/chain-spec.ts';
import { stringifyLossless } from './node/chain-spec/lossless-json.ts';
import { messageOf, NodeError } from './node/errors.ts';
import { createLogs } from './node/log/log.ts';
import type { RunningNode } from './node/node.ts';
import { runtime } from './runtime/runtime.ts';

/** The chain spec that `--dev` uses. */
const DEV_CHAIN_SPEC = fileURLToPath(new URL('../../chain-spec.json', import.meta.url));
const HELP_WIDTH = 110;
const AFTER_HELP = `
Each option can also stand in the environment (PLUMBLINE_RPC_PORT) and in the --config file ("rpc-port": 1);
flags win over the environment, and that over the file.
Try it: plumbline node --dev. Keep the chain: add --base-path data`;
/** A stop that takes longer than this is cut short. */
const STOP_MS = 1800;

interface SpecChoice {
  readonly dev?: boolean | undefined;
  readonly chain?: string | undefined;
}

async function specOf(flags: SpecChoice): Promise<ChainSpec> {
  if (flags.dev && flags.chain) {
    throw new NodeError('BadOption', 'give either --dev or --chain, not both');
  }
  if (flags.chain) return readChainSpec(flags.chain);
  if (flags.dev) return readChainSpec(DEV_CHAIN_SPEC);
  throw new NodeError('BadOption', 'say which chain: --dev, or --chain with a chain spec file');
}

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

/** Ends with one line instead of a stack for what the user can put right. */
async function explained(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    process.stderr.write(`error: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

function buildSpecCommand(): Command {
  return new Command('build-spec')
    .description('print the chain spec to stdout')
    .option('--dev', "the repository's chain-spec.json")
    .option('--chain <file>', 'a chain spec file')
    .option('--raw', 'with the genesis state key by key instead of as config')
    .action((_flags, command: Command) =>
      explained(async () => {
        const flags = command.optsWithGlobals<SpecChoice & { raw?: boolean }>();
        const spec = await specOf(flags);
        const shown = flags.raw ? { ...spec, genesis: { raw: { top: rawGenesis(spec, runtime) } } } : spec;
        process.stdout.write(`${stringifyLossless(shown, '  ')}\n`);
      }),
    );
}

/** `plumbline node`: a development chain node. */
export function nodeCommand(): Command {
  const command = new Command('node')
    .description('run a chain node: blocks, transaction pool, JSON-RPC over WebSocket and HTTP')
    .configureHelp({ helpWidth: HELP_WIDTH })
    .addHelpText('after', AFTER_HELP)
    .addCommand(buildSpecCommand())
    .action((_flags, self: Command) =>
      explained(async () => run(await loadConfig(NODE_OPTIONS, flagsOf(self, NODE_OPTIONS), process.env))),
    );
  return addFlags(command, NODE_OPTIONS);
}

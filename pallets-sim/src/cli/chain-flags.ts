import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { Command, Option } from 'commander';
import { loadConfig } from '../config/load.ts';
import { NODE_OPTIONS } from '../config/node-options.ts';
import { DEFAULT_BASE_PATH } from '../config/node-setup.ts';
import type { Header } from '../node/block/header.ts';
import { Chain } from '../node/chain/chain.ts';
import { type ChainSpec, readChainSpec } from '../node/chain-spec/chain-spec.ts';
import { messageOf, NodeError } from '../node/errors.ts';
import { runtime } from '../runtime/runtime.ts';

/** The chain spec that `--dev` uses. */
const DEV_CHAIN_SPEC = fileURLToPath(new URL('../../../chain-spec.json', import.meta.url));

/** Which chain a subcommand is about, and where it lies; what no flag says is in the environment or the config file. */
export interface ChainFlags {
  readonly config?: string;
  readonly dev?: boolean;
  readonly chain?: string;
  readonly basePath?: string;
  readonly mockSignatureHost?: boolean;
  readonly output?: 'text' | 'json';
}

/** The chain of a subcommand's flags, of the environment and of the config file, as the node reads them. */
export async function chainConfig(flags: ChainFlags, environment = process.env) {
  const { config, dev, chain, basePath, mockSignatureHost } = flags;
  const given = Object.entries({ config, dev, chain, basePath, mockSignatureHost });
  const texts = given.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return loadConfig(NODE_OPTIONS, new Map(texts), environment);
}

export async function specOf(flags: {
  readonly dev?: boolean | undefined;
  readonly chain?: string | undefined;
}): Promise<ChainSpec> {
  if (flags.dev && flags.chain) {
    throw new NodeError('BadOption', 'give either --dev or --chain, not both');
  }
  if (flags.chain) return readChainSpec(flags.chain);
  if (flags.dev) return readChainSpec(DEV_CHAIN_SPEC);
  throw new NodeError('BadOption', 'say which chain: --dev, or --chain with a chain spec file');
}

/** A subcommand on a chain that is kept, while no node runs on it. */
export function chainCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--dev', "the repository's chain-spec.json")
    .option('--chain <file>', 'a chain spec file')
    .option('--config <file>', 'a config file of the node, which says what no flag and no variable does')
    .option('-d, --base-path <folder>', `where the chain lies (${DEFAULT_BASE_PATH})`)
    .addOption(outputOption());
}

export function outputOption(): Option {
  return new Option('--output <format>', 'how to say what was done')
    .choices(['text', 'json'])
    .default('text');
}

/** Where the database of a chain lies, as `startNode` puts it. */
export async function databaseFolder(flags: ChainFlags): Promise<string> {
  const config = await chainConfig(flags);
  const { id } = await specOf(config);
  return join(config.basePath ?? DEFAULT_BASE_PATH, 'chains', id, 'db');
}

/** Does something with the chain of the flags, then closes it. */
export async function withChain(flags: ChainFlags, action: (chain: Chain) => Promise<void>): Promise<void> {
  const config = await chainConfig(flags);
  const chain = await Chain.open({
    folder: await databaseFolder(flags),
    spec: await specOf(config),
    mockSignatures: config.mockSignatureHost,
    runtime,
  });
  try {
    await action(chain);
  } finally {
    await chain.close();
  }
}

/** The block of the chain that a number or a hash names, the head for none. Throws `NodeError` `BadOption`. */
export function blockOf(chain: Chain, which: string | undefined): Header {
  if (which === undefined) return chain.head;
  const isHash = /^0x[0-9a-fA-F]{64}$/.test(which);
  if (!isHash && !/^\d{1,10}$/.test(which)) {
    throw new NodeError('BadOption', `"${which}" is no block: give a number or a hash (0x and 64 digits)`);
  }
  const hash = isHash ? Uint8Array.from(Buffer.from(which.slice(2), 'hex')) : chain.blockHash(Number(which));
  const header = hash && chain.header(hash);
  if (header) return header;
  throw new NodeError('BadOption', `there is no block ${which}: the chain ends at ${chain.head.number}`);
}

/** Says what was done: in a line, or as JSON for programs. */
export function report({ output }: ChainFlags, text: string, data: Record<string, unknown>): void {
  process.stdout.write(output === 'json' ? `${JSON.stringify(data)}\n` : `${text}\n`);
}

export const nameOf = (header: Header): string => `#${header.number} (${toHex(header.hash)})`;

/**
 * Ends with one line instead of a stack for what the user can put right, a stdout that takes nothing included; without
 * a line when that is because its reader has read what it wanted.
 */
export async function explained(action: () => Promise<void>): Promise<void> {
  let isSaid = false;
  const fail = (problem?: string): void => {
    if (!isSaid && problem) process.stderr.write(`error: ${problem}\n`);
    isSaid = true; // what follows from it is not said
    process.exitCode = 1;
  };
  // It comes when the action is over, too: what was written last is on its way until then.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    fail(error.code === 'EPIPE' ? undefined : `cannot write to stdout: ${messageOf(error)}`),
  );
  try {
    await action();
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    fail(messageOf(error));
  }
}

/** A whole number of blocks or of a block. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new NodeError('BadOption', `"${text}" is no number of a block`);
}

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { binaryStart, blockToBinary, blockToJson } from '../node/block/block-file.ts';
import type { Chain } from '../node/chain/chain.ts';
import { messageOf, NodeError } from '../node/errors.ts';
import { blockOf, type ChainFlags, chainCommand, explained, report, withChain } from './chain-flags.ts';

interface Flags extends ChainFlags {
  readonly from?: string;
  readonly to?: string;
  readonly binary?: boolean;
}

/** `export-blocks [OUTPUT]`: blocks as a Substrate node writes them. */
export function exportBlocksCommand(): Command {
  return chainCommand('export-blocks', 'write blocks to a file or to stdout')
    .argument('[file]', 'where to; stdout unless given')
    .option('--from <block>', 'the first block; 1 unless given')
    .option('--to <block>', 'the last block; the head unless given')
    .option('--binary', 'SCALE instead of JSON')
    .action((file: string | undefined, _flags, command: Command) =>
      explained(() => withChain(command.optsWithGlobals<Flags>(), (chain) => run(chain, file, command))),
    );
}

async function run(chain: Chain, file: string | undefined, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<Flags>();
  const to = blockOf(chain, flags.to).number;
  // A chain that has only its genesis has no blocks to export, which is no mistake of whoever asks for all of them.
  const from = flags.from === undefined ? 1 : blockOf(chain, flags.from).number;
  const isNothing = flags.from === undefined && to === 0;
  if (from > to && !isNothing) throw new NodeError('BadOption', `--from ${from} comes after --to ${to}`);
  const source = Readable.from(encodedBlocks(chain, from, to, flags.binary ?? false));
  try {
    if (file === undefined) return await pipeline(source, process.stdout, { end: false });
    await pipeline(source, createWriteStream(file));
  } catch (error) {
    if (error instanceof NodeError) throw error;
    throw new NodeError('BadOption', `cannot write ${file ?? 'to stdout'}: ${messageOf(error)}`, error);
  }
  const data = { file, from, to, blocks: to - from + 1 };
  const text = isNothing
    ? `there is no block after the genesis: ${file} holds none`
    : `exported blocks ${from} to ${to} to ${file}`;
  report(flags, text, data);
}

function* encodedBlocks(chain: Chain, from: number, to: number, isBinary: boolean): Generator<Uint8Array> {
  if (isBinary) yield binaryStart(to - from + 1);
  for (let number = from; number <= to; number++) {
    const header = blockOf(chain, String(number));
    const body = chain.body(header.hash);
    if (!body)
      throw new NodeError('BodyDiscarded', `block ${number} is pruned: begin with --from ${chain.firstBody}`);
    yield isBinary
      ? blockToBinary({ header, body })
      : new TextEncoder().encode(blockToJson({ header, body }));
  }
}

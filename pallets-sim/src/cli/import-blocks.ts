import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { readBinaryBlocks, readJsonBlocks } from '../node/block/block-file.ts';
import { importBlock } from '../node/block/import-block.ts';
import { equalBytes } from '../node/bytes.ts';
import { messageOf, NodeError } from '../node/errors.ts';
import { type ChainFlags, chainCommand, explained, nameOf, report, withChain } from './chain-flags.ts';

interface Flags extends ChainFlags {
  readonly binary?: boolean;
}

/** `import-blocks [INPUT]`: executes blocks on top of the head. Those that the chain has are passed over. */
export function importBlocksCommand(): Command {
  return chainCommand('import-blocks', 'execute blocks from a file or from stdin, and keep them')
    .argument('[file]', 'what export-blocks wrote; stdin unless given')
    .option('--binary', 'SCALE instead of JSON')
    .option('--mock-signature-host', 'take mock signatures for any account (Development chains)')
    .action((file: string | undefined, _flags, command: Command) => explained(() => run(file, command)));
}

async function run(file: string | undefined, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<Flags>();
  const input = file === undefined ? process.stdin : bytesOf(file);
  const blocks = flags.binary ? readBinaryBlocks(input) : readJsonBlocks(input);
  await withChain(flags, async (chain) => {
    let [imported, known] = [0, 0];
    for await (const block of blocks) {
      const listed = chain.blockHash(block.header.number);
      if (listed && equalBytes(listed, block.header.hash)) known++;
      else {
        await importBlock(chain, block);
        imported++;
      }
    }
    const text = `imported ${imported} blocks, had ${known} before; best: ${nameOf(chain.head)}`;
    report(flags, text, { imported, known, best: chain.head.number });
  });
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: 1 << 20 });
  try {
    yield* stream;
  } catch (error) {
    throw new NodeError('BadOption', `cannot read ${file}: ${messageOf(error)}`, error);
  }
}

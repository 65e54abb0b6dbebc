import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Command } from 'commander';
import {
  blockOf,
  type ChainFlags,
  chainCommand,
  explained,
  nameOf,
  report,
  wholeNumber,
  withChain,
} from './chain-flags.ts';

/** `revert [COUNT]`: goes back by so many blocks, as far as states are kept. */
export function revertCommand(): Command {
  return chainCommand('revert', 'go back by a number of blocks')
    .argument('[blocks]', 'how many', '256')
    .action((count: string, _flags, command: Command) =>
      explained(async () => {
        const flags = command.optsWithGlobals<ChainFlags>();
        await withChain(flags, async (chain) => {
          const before = chain.head.number;
          let number = Math.max(0, before - wholeNumber(count));
          while (number < before && !chain.keepsState(blockOf(chain, String(number)))) number++;
          if (number < before) await chain.moveHead(blockOf(chain, String(number)));
          const data = { reverted: before - number, best: number, hash: toHex(chain.head.hash) };
          report(flags, `reverted ${before - number} blocks; best: ${nameOf(chain.head)}`, data);
        });
      }),
    );
}

import type { Command } from 'commander';
import { stringifyLossless } from '../node/chain-spec/lossless-json.ts';
import { rawState } from '../node/state/raw-state.ts';
import { blockOf, type ChainFlags, chainCommand, explained, withChain } from './chain-flags.ts';

/** `export-state [BLOCK]`: a chain spec whose genesis is the state after a block, to start a new chain from. */
export function exportStateCommand(): Command {
  return chainCommand('export-state', 'print a chain spec whose genesis is the state after a block')
    .argument('[block]', 'its number or hash; the head unless given')
    .action((which: string | undefined, _flags, command: Command) =>
      explained(() =>
        withChain(command.optsWithGlobals<ChainFlags>(), async (chain) => {
          const raw = rawState(chain.stateAt(blockOf(chain, which)));
          const spec = { ...chain.spec, genesis: { raw } };
          await new Promise<void>((resolve) => {
            process.stdout.write(`${stringifyLossless(spec, '  ')}\n`, () => resolve());
          });
        }),
      ),
    );
}

import { Command } from 'commander';
import { rawGenesis } from '../node/chain/genesis.ts';
import { stringifyLossless } from '../node/chain-spec/lossless-json.ts';
import { runtime } from '../runtime/runtime.ts';
import { type ChainFlags, chainConfig, explained, specOf } from './chain-flags.ts';

/** `build-spec`: the chain spec that a node would start from. */
export function buildSpecCommand(): Command {
  return new Command('build-spec')
    .description('print the chain spec to stdout')
    .option('--dev', "the repository's chain-spec.json")
    .option('--chain <file>', 'a chain spec file')
    .option('--config <file>', 'a config file of the node, which says what no flag and no variable does')
    .option('--raw', 'with the genesis state key by key instead of as config')
    .action((_flags, command: Command) =>
      explained(async () => {
        const flags = command.optsWithGlobals<ChainFlags & { raw?: boolean }>();
        const spec = await specOf(await chainConfig(flags));
        const shown = flags.raw ? { ...spec, genesis: { raw: rawGenesis(spec, runtime) } } : spec;
        process.stdout.write(`${stringifyLossless(shown, '  ')}\n`);
      }),
    );
}

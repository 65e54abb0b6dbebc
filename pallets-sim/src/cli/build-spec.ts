import { Command } from 'commander';
import { rawGenesis } from '../node/chain/genesis.ts';
import { stringifyLossless } from '../node/chain-spec/lossless-json.ts';
import { runtime } from '../runtime/runtime.ts';
import { explained, specOf } from './chain-flags.ts';

/** `build-spec`: the chain spec that a node would start from. */
export function buildSpecCommand(): Command {
  return new Command('build-spec')
    .description('print the chain spec to stdout')
    .option('--dev', "the repository's chain-spec.json")
    .option('--chain <file>', 'a chain spec file')
    .option('--raw', 'with the genesis state key by key instead of as config')
    .action((_flags, command: Command) =>
      explained(async () => {
        const flags = command.optsWithGlobals<{ dev?: boolean; chain?: string; raw?: boolean }>();
        const spec = await specOf(flags);
        const shown = flags.raw ? { ...spec, genesis: { raw: rawGenesis(spec, runtime) } } : spec;
        process.stdout.write(`${stringifyLossless(shown, '  ')}\n`);
      }),
    );
}

import type { Command } from 'commander';
import { executeBlock } from '../node/block/import-block.ts';
import { NodeError } from '../node/errors.ts';
import {
  blockOf,
  type ChainFlags,
  chainCommand,
  explained,
  nameOf,
  report,
  withChain,
} from './chain-flags.ts';

/** `check-block BLOCK`: executes a stored block again; its state must come out as its header says. */
export function checkBlockCommand(): Command {
  return chainCommand('check-block', 'execute a block of the chain again')
    .argument('<block>', 'its number or hash')
    .option('--mock-signature-host', 'take mock signatures for any account (Development chains)')
    .action((which: string, _flags, command: Command) =>
      explained(async () => {
        const flags = command.optsWithGlobals<ChainFlags>();
        await withChain(flags, async (chain) => {
          const header = blockOf(chain, which);
          const body = chain.body(header.hash);
          if (header.number === 0)
            throw new NodeError('BadOption', 'block 0 is not made by executing anything');
          if (!body) throw new NodeError('BodyDiscarded', `block ${header.number} is pruned`);
          const started = performance.now();
          executeBlock(chain, { header, body });
          const ms = Math.round(performance.now() - started);
          const data = { number: header.number, extrinsics: body.length, ms };
          report(flags, `block ${nameOf(header)} is valid: ${body.length} extrinsics in ${ms} ms`, data);
        });
      }),
    );
}

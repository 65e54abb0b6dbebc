import { Argument, Command } from 'commander';
import { actingFor } from '../../chain/account.ts';
import { outputOption, rpcOption, withLogOptions } from '../options.ts';
import { type StakeFlags, say, withStake } from './stake-command.ts';
import { stakeDocument, stakePage } from './stake-text.ts';

/** Signs nothing: any account will do. */
const NOBODY = '//plumbline//reader';

/** `plumbline stake show ADDRESS`. */
export function showCommand(): Command {
  const command = new Command('show')
    .description('Show what an account has at stake, in all its roles, its worker key and its peer.')
    .addArgument(new Argument('<account>', 'SS58 address, or 0x and 64 hex digits'))
    .addOption(rpcOption())
    .addOption(outputOption());
  withLogOptions(command, 'warn');
  command.action((account: string, flags: Omit<StakeFlags, 'suri'>) =>
    withStake({ ...flags, suri: NOBODY }, async (context) => {
      const document = await stakeDocument(context.view, actingFor(context.account, account));
      say(flags.output === 'json' ? JSON.stringify(document) : stakePage(document));
    }),
  );
  return command;
}

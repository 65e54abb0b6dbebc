import { Argument, Command } from 'commander';
import { rpcOption, suriOption, withLogOptions } from './options.ts';
import { type SubmitterFlags, taskNumber, withSubmitter } from './with-submitter.ts';

/** `plumbline task cancel N`. */
export function cancelCommand(): Command {
  const command = new Command('cancel')
    .description('Cancel a task that no Solver was assigned to yet; the escrow returns.')
    .addArgument(new Argument('<task>', 'number of the task').argParser(taskNumber))
    .addOption(suriOption().makeOptionMandatory())
    .addOption(rpcOption());
  withLogOptions(command, 'warn');
  command.action((id: number, flags: SubmitterFlags) =>
    withSubmitter(flags, async (submitter) => {
      await submitter.task(id);
      await submitter.cancel(id);
      process.stdout.write(`task ${id} is cancelled\n`);
    }),
  );
  return command;
}

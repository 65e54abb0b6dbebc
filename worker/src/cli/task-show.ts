import { Argument, Command } from 'commander';
import { outputOption, rpcOption, withLogOptions } from './options.ts';
import { taskDocument, taskPage } from './task-text.ts';
import { type SubmitterFlags, taskNumber, withSubmitter } from './with-submitter.ts';

/** `plumbline task show N`. */
export function showCommand(): Command {
  const command = new Command('show')
    .description('Show one task as the chain has it now.')
    .addArgument(new Argument('<task>', 'number of the task').argParser(taskNumber))
    .addOption(rpcOption())
    .addOption(outputOption());
  withLogOptions(command, 'warn');
  command.action((id: number, flags: SubmitterFlags & { output: string }) =>
    withSubmitter(flags, async (submitter) => {
      const task = await submitter.task(id);
      process.stdout.write(
        `${flags.output === 'json' ? JSON.stringify(taskDocument(id, task)) : taskPage(id, task)}\n`,
      );
    }),
  );
  return command;
}

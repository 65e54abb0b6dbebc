import { Argument, Command } from 'commander';
import { writeModel } from './model-files.ts';
import { outputOption, rpcOption, withLogOptions } from './options.ts';
import { type SubmitterFlags, taskNumber, withSubmitter } from './with-submitter.ts';

interface FetchFlags extends SubmitterFlags {
  readonly out: string;
  readonly output: 'text' | 'json';
}

/** `plumbline task fetch N --out DIR`. */
export function fetchCommand(): Command {
  const command = new Command('fetch')
    .description('Fetch the model of a settled task from its Solver, every byte checked against the chain.')
    .addArgument(new Argument('<task>', 'number of the task').argParser(taskNumber))
    .requiredOption('--out <dir>', 'folder for model.json and one .f32 file per tensor')
    .addOption(rpcOption())
    .addOption(outputOption());
  withLogOptions(command, 'warn');
  command.action((id: number, flags: FetchFlags) =>
    withSubmitter(flags, async (submitter) => {
      const manifest = await writeModel(flags.out, id, await submitter.fetchModel(id));
      const text = `wrote ${manifest.tensors.length} tensors of task ${id} to ${flags.out}`;
      process.stdout.write(`${flags.output === 'json' ? JSON.stringify(manifest) : text}\n`);
    }),
  );
  return command;
}

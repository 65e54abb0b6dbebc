import { Command } from 'commander';
import { cancelCommand } from './task-cancel.ts';
import { fetchCommand } from './task-fetch.ts';
import { listCommand } from './task-list.ts';
import { showCommand } from './task-show.ts';
import { submitCommand } from './task-submit.ts';
import { trainLocalCommand } from './task-train-local.ts';

/** `plumbline task`. */
export function taskCommand(): Command {
  return new Command('task')
    .description('Submit training tasks, list them, watch them, fetch their models.')
    .addCommand(submitCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(cancelCommand())
    .addCommand(fetchCommand())
    .addCommand(trainLocalCommand());
}

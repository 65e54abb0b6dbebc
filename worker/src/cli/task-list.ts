import { Command } from 'commander';
import { connectChain } from '../chain/connection.ts';
import { NEXT_TASK_ID, TASKS } from '../chain/items.ts';
import { readItem, readItems } from '../chain/read.ts';
import { outputOption, rpcOption, withLogOptions } from './options.ts';
import { type LogFlags, run } from './run.ts';
import { taskDocument, taskLine } from './task-text.ts';

interface ListFlags extends LogFlags {
  readonly rpc: string;
  readonly output: 'text' | 'json';
}

/** `plumbline task list`. */
export function listCommand(): Command {
  const command = new Command('list')
    .description('List the tasks of the chain.')
    .addOption(rpcOption())
    .addOption(outputOption());
  withLogOptions(command, 'warn');
  command.action((flags: ListFlags) =>
    run(flags, async ({ loggerOf, signal }) => {
      const connection = await connectChain({
        url: flags.rpc,
        log: loggerOf('chain'),
        signal,
        patienceMilliseconds: 10_000,
      });
      const at = await connection.api.at(await connection.api.rpc.chain.getBlockHash());
      const count = (await readItem(at, NEXT_TASK_ID)) ?? 0;
      const ids = Array.from({ length: count }, (_, id) => id);
      const found = await readItems(at, TASKS, ids);
      const tasks = ids.flatMap((id) => {
        const task = found[id];
        return task === undefined ? [] : [{ id, task }];
      });
      await connection.close();
      if (flags.output === 'json') {
        process.stdout.write(`${JSON.stringify(tasks.map(({ id, task }) => taskDocument(id, task)))}\n`);
      } else {
        const lines = tasks.map(({ id, task }) => taskLine(id, task));
        process.stdout.write(
          `${lines.length === 0 ? 'no tasks yet: submit one with "plumbline task submit"' : lines.join('\n')}\n`,
        );
      }
    }),
  );
  return command;
}

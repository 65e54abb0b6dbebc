import { InvalidArgumentError } from 'commander';
import type { Submitter } from '../roles/submitter.ts';
import { type LogFlags, type RunContext, run, withFolder } from './run.ts';

export interface SubmitterFlags extends LogFlags {
  readonly suri?: string;
  readonly rpc: string;
  readonly basePath?: string;
  readonly listen?: string[];
}

/** The account of commands that sign nothing. */
const NOBODY = '//plumbline//reader';

/** Runs a command with a Submitter, opened and closed around it. */
export async function withSubmitter(
  flags: SubmitterFlags,
  work: (submitter: Submitter, context: RunContext) => Promise<void>,
): Promise<void> {
  await run(flags, (context) =>
    withFolder(flags.basePath, async (basePath) => {
      const { suri = NOBODY, rpc, listen = [] } = flags;
      const { Submitter } = await import('../roles/submitter.ts');
      const submitter = await Submitter.open({
        suri,
        rpc,
        basePath,
        listen,
        ...context,
        patienceMilliseconds: 10_000,
      });
      try {
        await work(submitter, context);
      } finally {
        await submitter.close();
      }
    }),
  );
}

export function taskNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text))
    throw new InvalidArgumentError('give the number of a task, as "plumbline task list" shows it');
  return Number(text);
}

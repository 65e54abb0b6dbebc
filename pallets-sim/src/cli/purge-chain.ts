import { access, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Level } from 'level';
import { chainErrors } from '../node/database/errors.ts';
import { messageOf, NodeError } from '../node/errors.ts';
import { type ChainFlags, chainCommand, databaseFolder, explained, report } from './chain-flags.ts';

interface Flags extends ChainFlags {
  readonly yes?: boolean;
}

/** `purge-chain`: removes the database of a chain. Keys stay. */
export function purgeChainCommand(): Command {
  return chainCommand('purge-chain', 'remove the database of a chain; keys stay')
    .option('-y, --yes', 'without asking')
    .action((_flags, command: Command) =>
      explained(async () => {
        const flags = command.optsWithGlobals<Flags>();
        const folder = await databaseFolder(flags);
        const isThere = await access(folder).then(
          () => true,
          () => false,
        );
        if (isThere) await requireUnused(folder);
        if (!flags.yes && !(await isAgreed(folder)))
          return report(flags, 'Aborted', { folder, removed: false });
        if (!isThere) return report(flags, `"${folder}" did not exist.`, { folder, removed: false });
        try {
          await rm(folder, { recursive: true });
        } catch (error) {
          throw new NodeError('ReadOnlyFolder', `cannot remove ${folder}: ${messageOf(error)}`, error);
        }
        report(flags, `"${folder}" removed.`, { folder, removed: true });
      }),
    );
}

/** Throws `NodeError` `DatabaseInUse`: a node would go on in files that nobody sees any more. */
async function requireUnused(folder: string): Promise<void> {
  const level = new Level(folder, { createIfMissing: false });
  try {
    await level.open();
    await level.close();
  } catch (error) {
    const named = chainErrors(folder).open(error);
    if (named.code === 'DatabaseInUse') throw named; // it may well be damaged, or not there
  }
}

async function isAgreed(folder: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = terminal.question(`Are you sure to remove "${folder}"? [y/N]: `);
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const said = await Promise.race([answer, ended]);
  terminal.close();
  return /^y(es)?$/i.test(said.trim());
}

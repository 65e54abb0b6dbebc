import { Command } from 'commander';
import { amountCommands } from './stake/amounts.ts';
import { keyCommands } from './stake/keys.ts';
import { showCommand } from './stake/show.ts';

/** `plumbline stake`. */
export function stakeCommand(): Command {
  const command = new Command('stake').description(
    'Show and move what is at stake, set what is asked for it, and rotate the keys that act for it.',
  );
  for (const part of [showCommand(), ...amountCommands(), ...keyCommands()]) command.addCommand(part);
  return command;
}

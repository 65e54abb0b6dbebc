import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { stakeCommand } from './stake.ts';
import { taskCommand } from './task.ts';
import { workerCommand } from './worker.ts';

const commands: Command[] = [
  workerCommand(),
  taskCommand(),
  ...taskCommand().commands,
  stakeCommand(),
  ...stakeCommand().commands,
];

test.each(commands.map((command) => [command.name(), command] as const))(
  'help of "%s" fits a screen',
  (_, command) => {
    const lines = command.configureHelp({ helpWidth: 100 }).helpInformation().split('\n');
    expect(lines.length).toBeLessThanOrEqual(30);
  },
);

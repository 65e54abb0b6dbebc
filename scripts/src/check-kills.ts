import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { killRounds } from '../../pallets-sim/test/faults/kill-rounds.ts';
import { wholeNumber } from './whole-number.ts';

/** The long form of the test that kills a node; stops at the first start that goes wrong, and keeps that folder. */
const program = new Command('check-kills')
  .description('Kill a node with SIGKILL at random moments under load; it must be at its last final block.')
  .option('--rounds <n>', 'how many kills', wholeNumber(1, 1e6), 200)
  .option('--state-pruning <mode>', 'as of plumbline node', '16')
  .action(async ({ rounds, statePruning }: { rounds: number; statePruning: string }) => {
    const basePath = await mkdtemp(join(tmpdir(), 'plumbline-kills-'));
    console.log(`data in ${basePath}`);
    const blocks = await killRounds({
      specFile: fileURLToPath(new URL('../../chain-spec.json', import.meta.url)),
      basePath,
      rounds,
      random: Math.random,
      flags: ['--state-pruning', statePruning],
      onRound: (round, height) => {
        if (round % 10 === 0 || rounds <= 20) console.log(`${round} kills, block ${height}`);
      },
    });
    await rm(basePath, { recursive: true, force: true });
    console.log(`after ${rounds} kills every block is there: ${blocks}, the kept states as the headers say`);
  });
await program.parseAsync();

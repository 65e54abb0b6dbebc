import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { exitWithParent } from './exit-with-parent.ts';
import { listenToLauncher } from './launched.ts';

/** What each subcommand is for, and where it lives; only the one that is asked for is loaded. */
const SUBCOMMANDS: Record<string, { description: string; load: () => Promise<Command> }> = {
  localnet: {
    description: 'run a whole local network and train a task on it',
    load: async () => (await import('./localnet/command.ts')).localnetCommand(),
  },
  node: {
    description: 'run a dev chain node',
    load: async () => (await import('./node-start.ts')).nodeCommand(),
  },
  worker: {
    description: 'run a Solver, Verifier or Whistleblower',
    load: async () => (await import('@plumbline/worker/cli/worker')).workerCommand(),
  },
  stake: {
    description: 'show and move what is at stake, rotate keys',
    load: async () => (await import('@plumbline/worker/cli/stake')).stakeCommand(),
  },
  task: {
    description: 'submit training tasks, list them, watch them, fetch their models',
    load: async () => (await import('@plumbline/worker/cli/task')).taskCommand(),
  },
};

// Every process of a network loads the same libraries: compile them once.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/plumbline', import.meta.url)));
exitWithParent();
listenToLauncher();
const program = new Command('plumbline').description('Verified machine-learning training on an appchain.');
const wanted = process.argv[2] === 'help' ? process.argv[3] : process.argv[2];
for (const [name, { description, load }] of Object.entries(SUBCOMMANDS)) {
  if (wanted === name) program.addCommand(await load());
  else program.command(name).description(description);
}
await program.parseAsync();

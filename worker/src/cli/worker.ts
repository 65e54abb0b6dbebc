import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { LARGEST_UPDATES, MAX_INTERVALS } from '@plumbline/runtime-types/domain/limits';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { Command, Option } from 'commander';
import { CHEATS, type Cheat } from '../roles/cheats.ts';
import { RoleError } from '../roles/errors.ts';
import { WORKER_BACKENDS, type WorkerBackend } from '../roles/worker-backend.ts';
import {
  amountOption,
  basePathOption,
  listenOption,
  rpcOption,
  suriOption,
  wholeNumber,
  withLogOptions,
} from './options.ts';
import { type LogFlags, run, terminalFormat } from './run.ts';

const ROLES: Readonly<Record<string, RoleName>> = {
  solver: 'Solver',
  verifier: 'Verifier',
  whistleblower: 'Whistleblower',
};

interface WorkerFlags extends LogFlags {
  readonly role: string[];
  readonly suri?: string;
  readonly rpc: string;
  readonly basePath?: string;
  readonly listen: string[];
  readonly stake?: bigint;
  readonly price: bigint;
  readonly capacity?: number;
  readonly stash?: string;
  readonly cheat?: Cheat;
  readonly backend: WorkerBackend;
  readonly threads: number;
  readonly largestUpdates: number;
}

const MOST_THREADS = 64;
/** More of them mostly wait for memory. */
const MOST_DEFAULT_THREADS = 8;

/** Half the cores: what is left hashes and stores checkpoints, talks to peers, and is there for others. */
function defaultThreads(): number {
  return Math.min(MOST_DEFAULT_THREADS, Math.max(1, Math.floor(availableParallelism() / 2)));
}

/** `plumbline worker`. */
export function workerCommand(): Command {
  const command = new Command('worker')
    .description(
      'Run a Solver, Verifier or Whistleblower: registers its account and peer, then works until Ctrl-C.',
    )
    .addOption(
      new Option('--role <role...>', 'one or several').choices(Object.keys(ROLES)).makeOptionMandatory(),
    )
    .addOption(suriOption())
    .addOption(rpcOption())
    .addOption(basePathOption('keys, blobs, journal (else: ~/.plumbline/worker)'))
    .addOption(listenOption())
    .addOption(amountOption('--stake', 'stake per role (else: four times the least)'))
    .addOption(amountOption('--price', 'ask this per 10⁹ units (Solvers)', '0.1'))
    .option('--capacity <n>', 'tasks at a time, per role (else: as before)', wholeNumber(1, 64))
    .option('--stash <address>', 'act for this account, as its worker key')
    .addOption(
      new Option('--backend <name>', 'what trains tolerant tasks (all others: canonical)')
        .choices(WORKER_BACKENDS)
        .default('canonical'),
    )
    .addOption(
      new Option('--threads <n>', 'threads of a training, replay or profile')
        .default(defaultThreads(), 'half the cores')
        .argParser(wholeNumber(1, MOST_THREADS)),
    )
    .option(
      '--largest-updates <n>',
      'of a tolerant task, also replay so many',
      wholeNumber(LARGEST_UPDATES, MAX_INTERVALS),
      LARGEST_UPDATES,
    )
    .addOption(new Option('--cheat <how>', 'lie, to see it caught').choices(CHEATS));
  withLogOptions(command, 'info');
  command.action((flags: WorkerFlags) =>
    run({ ...flags, logFormat: flags.logFormat ?? terminalFormat() }, async ({ loggerOf, signal }) => {
      if (flags.suri === undefined) {
        throw new RoleError(
          'InvalidOption',
          'a worker needs an account: give --suri (or PLUMBLINE_SURI), such as //Bob on a dev chain',
        );
      }
      // Loaded only now, so that --help is quick and Ctrl-C is heard from the start.
      const { runWorker } = await import('../roles/worker.ts');
      await runWorker({
        roles: [...new Set(flags.role)].flatMap((role) => ROLES[role] ?? []),
        suri: flags.suri,
        rpc: flags.rpc,
        basePath: flags.basePath ?? join(homedir(), '.plumbline', 'worker'),
        listen: flags.listen,
        stake: flags.stake,
        price: flags.price,
        capacity: flags.capacity,
        stash: flags.stash,
        cheat: flags.cheat,
        backend: flags.backend,
        threads: flags.threads,
        largestUpdates: flags.largestUpdates,
        loggerOf,
        signal,
      });
    }),
  );
  return command;
}

import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { Command, Option } from 'commander';
import { CHEATS, type Cheat } from '../roles/adversary.ts';
import { RoleError } from '../roles/errors.ts';
import { runWorker } from '../roles/worker.ts';
import { amount, basePathOption, listenOption, rpcOption, suriOption, withLogOptions } from './options.ts';
import { type LogFlags, run } from './run.ts';

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
  readonly cheat?: Cheat;
}

/** `plumbline worker`. */
export function workerCommand(): Command {
  const command = new Command('worker')
    .description(
      'Run a Solver, Verifier or Whistleblower: registers its account and peer, then works until Ctrl-C.',
    )
    .addOption(
      new Option('--role <role...>', 'what to do (several may be given)')
        .choices(Object.keys(ROLES))
        .makeOptionMandatory(),
    )
    .addOption(suriOption())
    .addOption(rpcOption())
    .addOption(basePathOption('keys, blobs and journal (default: ~/.plumbline/worker)'))
    .addOption(listenOption())
    .option('--stake <tokens>', 'hold this much per role (default: four times the least)', amount('--stake'))
    .option('--price <tokens>', 'ask this per 10⁹ units (Solvers)', amount('--price'), 100_000_000_000n)
    .addOption(new Option('--backend <name>', 'what trains').choices(['canonical']).default('canonical'))
    .addOption(new Option('--cheat <how>', 'for demonstrations: make the Solver lie').choices(CHEATS));
  command.addHelpText('after', '\nExample:\n  plumbline worker --role solver --suri //Bob --base-path ./bob');
  withLogOptions(command, 'info');
  command.action((flags: WorkerFlags) =>
    run(flags, async ({ loggerOf, signal }) => {
      if (flags.suri === undefined) {
        throw new RoleError(
          'InvalidOption',
          'a worker needs an account: give --suri (or PLUMBLINE_SURI), such as //Bob on a dev chain',
        );
      }
      await runWorker({
        roles: [...new Set(flags.role)].flatMap((role) => ROLES[role] ?? []),
        suri: flags.suri,
        rpc: flags.rpc,
        basePath: flags.basePath ?? join(homedir(), '.plumbline', 'worker'),
        listen: flags.listen,
        stake: flags.stake,
        price: flags.price,
        cheat: flags.cheat,
        loggerOf,
        signal,
      });
    }),
  );
  return command;
}

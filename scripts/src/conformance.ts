import { Command, Option } from 'commander';
import { ConformanceError } from './conformance/machine.ts';
import { MACHINE_NAMES } from './conformance/machines.ts';
import { conformMatrix, type MatrixOptions } from './conformance/matrix.ts';
import { conformOperators, type OperatorsOptions } from './conformance/operators.ts';
import { wholeNumber } from './whole-number.ts';

const output = (): Option =>
  new Option('--output <format>', 'how results are printed').choices(['text', 'json']).default('text');

/** Runs a command whose answer says whether all is equal; a machine that is missing is said, not thrown. */
async function answer(run: Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await run) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConformanceError)) throw error;
    console.error(error.message);
    process.exitCode = error.code === 'MachineMissing' ? MISSING : 1;
  }
}

/** Exit status that says: not everything was compared, because a machine cannot be had here. */
const MISSING = 3;

const EXIT_STATUS = `
Exit status: 0 when everything is equal, 1 when something differs or a run broke off, 3 when a machine cannot be had
here (no emulator, no browser, no Node to fetch; the message says what to install) and all that could be run is equal.`;

const program = new Command('conformance')
  .description(
    'Compute every canonical operator and train models, and compare hashes of the results with those that every machine arrives at.',
  )
  .addHelpText('after', EXIT_STATUS);
program
  .command('operators')
  .description('every operator, and 100 training steps of an MLP, a CNN, a GRU and a transformer')
  .addOption(
    new Option(
      '--machine <name>',
      'the Node that runs this, one from npm (arm64 is emulated by qemu), or headless Chromium',
    )
      .choices(MACHINE_NAMES)
      .default('here'),
  )
  .option('--node <version>', 'version of a Node from npm, the one that runs this when absent')
  .option('--threads <n>', 'threads that compute', wholeNumber(1, 64), 1)
  .option('--short', 'train for 5 steps only', false)
  .addOption(new Option('--write', 'make the results the expected ones').conflicts('short').default(false))
  .addOption(output())
  .addHelpText('after', EXIT_STATUS)
  .action((options: OperatorsOptions) => answer(conformOperators(options)));
program
  .command('matrix')
  .description('the same on x64 and arm64, Node 22, 24 and 26, and in Chromium, each with 1, 2 and 4 threads')
  .addOption(new Option('--machines <names...>', 'only on these').choices(MACHINE_NAMES))
  .addOption(
    new Option('--threads <n...>', 'only with so many threads').argParser((value, before: number[] = []) => [
      ...before,
      wholeNumber(1, 64)(value),
    ]),
  )
  .option('--short', 'train for 5 steps only', false)
  .addOption(output())
  .addHelpText('after', EXIT_STATUS)
  .action((options: MatrixOptions) => answer(conformMatrix(options)));
await program.parseAsync();

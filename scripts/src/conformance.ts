import { Command, Option } from 'commander';
import { conformOperators, type OperatorsOptions } from './conformance/operators.ts';
import { wholeNumber } from './whole-number.ts';

/** Shows that machines compute the same bits; exits 1 at a difference. */
const program = new Command('conformance').description(
  'Compute every canonical operator and train models, and compare hashes of the results with those that every machine arrives at.',
);
program
  .command('operators')
  .description('every operator, and 100 training steps of an MLP, a CNN, a GRU and a transformer')
  .option('--threads <n>', 'threads that compute', wholeNumber(1, 64), 1)
  .option('--short', 'train for 5 steps only', false)
  .addOption(new Option('--write', 'make the results the expected ones').conflicts('short').default(false))
  .addOption(
    new Option('--output <format>', 'how results are printed').choices(['text', 'json']).default('text'),
  )
  .action(async (options: OperatorsOptions) => {
    process.exitCode = (await conformOperators(options)) ? 0 : 1;
  });
await program.parseAsync();

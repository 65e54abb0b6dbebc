import { Command } from 'commander';
import { chain } from './bench/chain.ts';
import { disputes } from './bench/disputes.ts';
import { mainJob } from './bench/main-job.ts';
import { type BenchRow, formatRows } from './bench/rows.ts';
import { training } from './bench/training.ts';

/** Every bench by name: each measures what its rows name, in one run. */
const BENCHES: Record<string, { description: string; run: () => Promise<BenchRow[]> }> = {
  'main-job': {
    description: 'the default task, the digits and the disputes, from start to settled',
    run: mainJob,
  },
  disputes: {
    description:
      'the pinpoint game about traces of 10^2 to 10^6 steps, to 10^4 operators and 10^8 elements; both sides with replay',
    run: disputes,
  },
  chain: {
    description: 'the node: transfers a second, time to inclusion, start, block time by size of the state',
    run: chain,
  },
  training: {
    description: 'kernels and training steps beside tfjs, and what proofs and replays cost',
    run: training,
  },
};

const names = Object.entries(BENCHES).map(([name, { description }]) => `  ${name}  ${description}`);
const program = new Command('bench')
  .description(
    `Measure the bars that the project sets itself; exits 1 when one is short.\n\n${names.join('\n')}`,
  )
  .argument('<name>', 'which bench')
  .option('--output <format>', 'text or json', 'text')
  .action(async (name: string, { output }: { output: string }) => {
    const bench = BENCHES[name];
    if (bench === undefined) {
      program.error(`there is no bench '${name}'; there is: ${Object.keys(BENCHES).join(', ')}`);
      return;
    }
    const rows = await bench.run();
    console.log(output === 'json' ? JSON.stringify(rows, null, 2) : formatRows(rows));
    process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
  });
await program.parseAsync();

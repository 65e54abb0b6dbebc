import { Command } from 'commander';
import { CHAIN_PARTS, chain } from './bench/chain.ts';
import { disputes } from './bench/disputes.ts';
import { mainJob } from './bench/main-job.ts';
import { type BenchRow, formatRows } from './bench/rows.ts';
import { TRAINING_PARTS, training } from './bench/training.ts';

interface Bench {
  readonly description: string;
  /** What can be measured by itself. */
  readonly parts?: readonly string[];
  readonly run: (only?: string) => Promise<BenchRow[]>;
}

/** Every bench by name: each measures what its rows name, in one run. */
const BENCHES: Record<string, Bench> = {
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
    parts: CHAIN_PARTS,
    run: chain,
  },
  training: {
    description: 'kernels and training steps beside tfjs, and what proofs and replays cost',
    parts: TRAINING_PARTS,
    run: training,
  },
};

const names = Object.entries(BENCHES).map(([name, { description }]) => `  ${name}  ${description}`);
const program = new Command('bench')
  .description(
    `Measure the bars that the project sets itself; exits 1 when one is short.\n\n${names.join('\n')}`,
  )
  .argument('<name>', 'which bench')
  .option(
    '--only <part>',
    `one part: of chain ${CHAIN_PARTS.join(', ')}; of training ${TRAINING_PARTS.join(', ')}`,
  )
  .option('--output <format>', 'text or json', 'text')
  .action(async (name: string, { only, output }: { only?: string; output: string }) => {
    const bench = BENCHES[name];
    if (bench === undefined) {
      program.error(`there is no bench '${name}'; there is: ${Object.keys(BENCHES).join(', ')}`);
      return;
    }
    if (only !== undefined && !bench.parts?.includes(only)) {
      const parts = bench.parts ? `it has ${bench.parts.join(', ')}` : 'it has none';
      program.error(`the bench '${name}' has no part '${only}'; ${parts}`);
      return;
    }
    const rows = await bench.run(only);
    console.log(output === 'json' ? JSON.stringify(rows, null, 2) : formatRows(rows));
    process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
  });
await program.parseAsync();

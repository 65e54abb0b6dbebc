import { CHEATS, type Cheat, isCourseCheat, isDisputeCheat } from '@plumbline/worker/roles/cheats';
import { MODES, type ModeName } from '@plumbline/worker/roles/task-spec';
import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../whole-number.ts';
import { SEVERITIES, type SeverityName } from './processes.ts';

/** What `plumbline localnet` was asked for. */
export interface LocalnetOptions {
  readonly task: 'text' | 'digits';
  readonly data?: string;
  readonly steps?: number;
  readonly sampleRate?: number;
  readonly forcedErrors?: number;
  readonly cheat?: Cheat;
  readonly mode: ModeName;
  readonly once: boolean;
  readonly output: 'text' | 'json';
  readonly basePath?: string;
  readonly rpcPort: number;
  readonly blockTime: number;
  readonly log: SeverityName;
}

function partOrNone(text: string): number {
  return text === '0' ? 0 : rate(text);
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError('give a part above 0 and up to 1, such as 0.25');
  return value;
}

/** The command with its options; the action is the caller's. */
export function localnetOptions(): Command {
  return new Command('localnet')
    .description('Run a whole network in processes of its own and train a task on it. Ctrl-C stops it.')
    .addOption(
      new Option('--task <name>', 'text: a character transformer; digits: an MLP on a CSV')
        .choices(['text', 'digits'])
        .default('text'),
    )
    .option('--data <file>', "text or CSV to train on (default for text: this project's documentation)")
    .option('--steps <n>', 'training steps (default: what the task needs)', wholeNumber(1, 1_000_000))
    .option(
      '--sample-rate <part>',
      'part of the intervals each Verifier replays (default: 0.01; 1 with --cheat)',
      rate,
    )
    .option(
      '--forced-errors <part>',
      'part of the proofs in which the Solver must show altered states, to see who looks (default: 0.02; 1 with --cheat lazy-verifier)',
      partOrNone,
    )
    .addOption(
      new Option(
        '--cheat <how>',
        'make the first Solver lie, or (lazy-verifier) a Verifier accept unseen, and see it caught',
      ).choices(
        CHEATS.filter(
          (cheat) => (isCourseCheat(cheat) && !isDisputeCheat(cheat)) || cheat === 'lazy-verifier',
        ),
      ),
    )
    .addOption(
      new Option(
        '--mode <how>',
        'tolerant: the first Solver trains on tfjs (wasm), and is judged by bounds instead of bits',
      )
        .choices(MODES)
        .default('reproducible'),
    )
    .option('--once', 'exit when the task has ended: 0 as expected, otherwise 1', false)
    .addOption(
      new Option('--output <format>', 'json: one document on stdout when the task has ended')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--base-path <dir>', 'keep all data here (default: a temporary folder, removed at the end)')
    .option(
      '--rpc-port <port>',
      'JSON-RPC of the node on 127.0.0.1; 0 for any free one',
      wholeNumber(0, 65_535),
      9944,
    )
    .option('--block-time <ms>', 'milliseconds between blocks', wholeNumber(50, 60_000), 500)
    .addOption(
      new Option('--log <level>', "also print the processes' own logs from this level on")
        .choices(Object.keys(SEVERITIES))
        .default('silent'),
    );
}

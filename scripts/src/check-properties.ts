import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly rounds: number;
  readonly seed?: number;
  readonly output: 'text' | 'json';
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The tests that draw their cases. */
function propertyTests(): string[] {
  const within = ['runtime-types', 'verification', 'pallets-sim', 'worker', 'scripts'];
  return globSync(
    within.flatMap((part) => [`${part}/src/**/*.test.ts`, `${part}/test/**/*.test.ts`]),
    { cwd: root, exclude: (path) => path === 'node_modules' },
  )
    .filter((path) => /from 'fast-check'/.test(readFileSync(`${root}/${path}`, 'utf8')))
    .sort();
}

/** The long form of all property tests; stops at the first seed with which one fails. */
await new Command('check-properties')
  .description('Run every property test with cases that nobody has drawn before.')
  .option('--rounds <n>', 'how many seeds', wholeNumber(1, 1e6), 20)
  .option('--seed <n>', 'of the first round; the next ones count up', wholeNumber(0, 2 ** 31 - 1))
  .option('--output <format>', 'text or json', 'text')
  .action(({ rounds, seed: given, output }: Options) => {
    if (output !== 'text' && output !== 'json')
      throw new TypeError(`there is no output '${output}', but text and json`);
    const files = propertyTests();
    const first = given ?? randomInt(2 ** 31 - rounds);
    for (let seed = first; seed < first + rounds; seed++) {
      const { status, stdout } = spawnSync('vitest', ['run', '--testTimeout=900000', ...files], {
        cwd: root,
        env: { ...process.env, FAST_CHECK_SEED: `${seed}` },
        stdio: ['ignore', 'pipe', 'inherit'],
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      if (status !== 0) {
        process.stderr.write(stdout);
        throw new Error(
          `FAST_CHECK_SEED=${seed} fails: npm run check:properties -- --seed ${seed} --rounds 1`,
        );
      }
      console.error(`seed ${seed}: ${stdout.trim().split('\n').at(-1)}`);
    }
    console.log(
      output === 'json'
        ? JSON.stringify({ files: files.length, first, rounds })
        : `${files.length} files of property tests hold with ${rounds} seeds from ${first} on`,
    );
  })
  .parseAsync();

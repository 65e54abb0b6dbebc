import { Command } from 'commander';
import { neverMade, neverMet, randomCalls } from '../../pallets-sim/test/soak/random-calls.ts';
import type { Outcomes } from '../../pallets-sim/test/soak/town.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly blocks: number;
  readonly seed: number;
  readonly checkEvery: number;
  readonly output: 'text' | 'json';
}

const sorted = (outcomes: Outcomes): [call: string, outcomes: Record<string, number>][] =>
  [...outcomes]
    .map(([call, counts]): [string, Record<string, number>] => [
      call,
      Object.fromEntries([...counts].sort(([, left], [, right]) => right - left)),
    ])
    .sort(([left], [right]) => (left < right ? -1 : 1));

/** The long form of the test of random calls; stops at the first block in which something does not hold. */
await new Command('check-calls')
  .description(
    'Have 50 accounts make valid and invalid calls of stakes, tasks and disputes; the chain must stay sound, and every task must come to its end.',
  )
  .option('--blocks <n>', 'blocks with calls', wholeNumber(1, 1e9), 100_000)
  .option('--seed <n>', 'of everything that is random', wholeNumber(0, 2 ** 32 - 1), 1)
  .option('--check-every <n>', 'check all of the state after every so many blocks', wholeNumber(1, 1e9), 10)
  .option('--output <format>', 'text or json', 'text')
  .action(async ({ blocks, seed, checkEvery, output }: Options) => {
    if (output !== 'text' && output !== 'json')
      throw new TypeError(`there is no output '${output}', but text and json`);
    const started = performance.now();
    const part = Math.max(1, Math.floor(blocks / 100));
    let at = 0;
    const town = await randomCalls({
      seed,
      blocks,
      checkEvery,
      progress(block) {
        at = block;
        if (block % part !== 0) return;
        const rate = Math.round(block / ((performance.now() - started) / 1_000));
        console.error(`${block} of ${blocks} blocks, ${rate} a second`);
      },
    }).catch((cause: unknown) => {
      throw new Error(`With --seed ${seed}, after ${at} blocks: ${String(cause)}`, { cause });
    });
    const calls = sorted(town.outcomes);
    const missing = neverMade(town);
    const unmet = neverMet(town);
    if (output === 'json') {
      const statuses = [...town.statuses].sort();
      const document = {
        seed,
        blocks,
        calls: Object.fromEntries(calls),
        neverMade: missing,
        neverMet: unmet,
        statuses,
      };
      console.log(JSON.stringify(document, undefined, 2));
    } else {
      for (const [call, outcomes] of calls) {
        const counts = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
        console.log(`${call}: ${counts.join(', ')}`);
      }
      const counts = [...town.outcomes.values()].flatMap((outcomes) => [...outcomes]);
      const sum = (of: (outcome: string) => boolean): number =>
        counts.reduce((total, [outcome, count]) => total + (of(outcome) ? count : 0), 0);
      console.log(
        `The chain stayed sound over ${blocks} blocks (seed ${seed}), checked after every ${checkEvery}: ${sum((outcome) => outcome === 'ok')} calls succeeded, ${sum((outcome) => outcome !== 'ok')} were refused; ${town.tasks} tasks came to their end.`,
      );
      if (missing.length > 0) console.log(`Never succeeded: ${missing.join(', ')}.`);
      if (unmet.length > 0) console.log(`Errors that no call met: ${unmet.join(', ')}.`);
    }
  })
  .parseAsync();

import { Command } from 'commander';
import { honestAlwaysWins } from '../../verification/test/pinpoint/honest-wins.ts';
import { createRandom } from '../../verification/test/pinpoint/random.ts';
import { wholeNumber } from './whole-number.ts';

/** The long form of the property test of the pinpoint game; stops at the first game that the honest side loses. */
const program = new Command('check-disputes')
  .description(
    'Play disputes about random tasks against a side that stops at nothing; the honest one must win.',
  )
  .option('--tasks <n>', 'random tasks, each corrupted at every level', wholeNumber(1, 1e9), 2000)
  .option('--seed <n>', 'of the first task', wholeNumber(1, 2 ** 32), 1)
  .action(async ({ tasks, seed }: { tasks: number; seed: number }) => {
    const reasons = new Map<string, number>();
    let [games, moves, refused] = [0, 0, 0];
    const part = 10;
    for (let done = 0; done < tasks; done += part) {
      const first = seed + done;
      const tally = await honestAlwaysWins(createRandom(first), Math.min(part, tasks - done)).catch(
        (cause) => {
          throw new Error(`With --seed ${first} --tasks ${part}: ${String(cause)}`, { cause });
        },
      );
      games += tally.games;
      moves += tally.moves;
      refused += tally.refused;
      for (const [reason, count] of tally.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
      console.log(`${done + part} tasks: ${games} games, ${moves} moves played, ${refused} refused`);
    }
    console.log(`The honest side won every game: ${JSON.stringify(Object.fromEntries(reasons))}`);
  });
await program.parseAsync();

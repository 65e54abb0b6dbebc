import { Command } from 'commander';
import {
  disagreementAtRandom,
  disagreementOnSpecials,
  OPERATIONS,
} from '../../verification/test/f32/agreement.ts';
import { createRandom } from '../../verification/test/pinpoint/random.ts';
import { wholeNumber } from './whole-number.ts';

const PART = 10_000_000;

/** Compares the chain's integer arithmetic with the machine's floats; exits 1 at the first different bit. */
const program = new Command('check-f32')
  .description('Compare f32 arithmetic on integers with the floats of this machine, operation by operation.')
  .option('--count <n>', 'random operands for each operation', wholeNumber(0, 1e12), 100_000_000)
  .option('--seed <n>', 'of the random operands', wholeNumber(0, 2 ** 32), 1)
  .action(({ count, seed }: { count: number; seed: number }) => {
    for (const [index, operation] of OPERATIONS.entries()) {
      const started = performance.now();
      const random = createRandom(seed + index);
      let disagreement = disagreementOnSpecials(operation);
      for (let done = 0; done < count && disagreement === undefined; done += PART) {
        disagreement = disagreementAtRandom(operation, Math.min(PART, count - done), random);
      }
      if (disagreement !== undefined) {
        console.error(JSON.stringify(disagreement, null, 2));
        process.exitCode = 1;
        return;
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${operation.padEnd(15)} equal on all special and ${count} random operands, ${seconds} s`);
    }
  });
program.parse();

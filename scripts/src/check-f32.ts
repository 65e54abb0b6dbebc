import { Command, InvalidArgumentError } from 'commander';
import {
  disagreementAtRandom,
  disagreementOnSpecials,
  OPERATIONS,
} from '../../verification/test/f32/agreement.ts';
import { createRandom } from '../../verification/test/pinpoint/random.ts';

const PART = 10_000_000;

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed');
  return value;
}

/** Compares the chain's integer arithmetic with the machine's floats; exits 1 at the first different bit. */
const program = new Command('check-f32')
  .description('Compare f32 arithmetic on integers with the floats of this machine, operation by operation.')
  .option('--count <n>', 'random operands for each operation', whole, 100_000_000)
  .option('--seed <n>', 'of the random operands', whole, 1)
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

import { Command } from 'commander';
import { emptyBlocks, startSoakedNode, subscriptions } from './soak/chain.ts';
import { wholeNumber } from './whole-number.ts';

/** What may be in use more at the end than before. */
const MOST_GROWTH_BYTES = 8 << 20;

/** The long form of the test that a node's memory stays flat; exits 1 when it does not. */
const program = new Command('soak');
program
  .command('chain')
  .description('Memory of a node over empty blocks and over subscriptions that are opened and dropped.')
  .option('--blocks <n>', 'how many blocks', wholeNumber(1, 1e9), 100_000)
  .option('--warm-up <n>', 'blocks before that, to fill the caches', wholeNumber(0, 1e9), 10_000)
  .option('--subscriptions <n>', 'how many subscriptions', wholeNumber(1, 1e9), 10_000)
  .action(async (options: { blocks: number; warmUp: number; subscriptions: number }) => {
    await using node = await startSoakedNode();
    const dropped = await subscriptions(node, options.subscriptions);
    report(`${options.subscriptions} subscriptions`, dropped);
    const onTenth = (made: number): void => console.error(`${made} of ${options.blocks} empty blocks`);
    report(
      `${options.blocks} empty blocks`,
      await emptyBlocks(node, options.warmUp, options.blocks, onTenth),
    );
  });

function report(what: string, [before, after]: readonly [number, number]): void {
  const isFlat = after - before <= MOST_GROWTH_BYTES;
  const mib = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MiB`;
  console.log(`${what}: ${mib(before)} before, ${mib(after)} after: ${isFlat ? 'flat' : 'GROWS'}`);
  if (!isFlat) process.exitCode = 1;
}

await program.parseAsync();

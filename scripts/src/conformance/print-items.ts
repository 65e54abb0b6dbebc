import { runConformance } from '@plumbline/worker/training/conformance/run';
import { startNodeThread } from '@plumbline/worker/training/execute/node-thread';

/** What a machine's Node runs: prints each item as a line of JSON. Arguments: threads, `short` or `long`. */
const [threads, length] = process.argv.slice(2);
const options = { threads: Number(threads), startThread: startNodeThread, short: length === 'short' };
for await (const item of runConformance(options)) {
  process.stdout.write(`${JSON.stringify(item)}\n`);
}

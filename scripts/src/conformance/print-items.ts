import { runConformance } from '@plumbline/worker/training/conformance/run';

/** What a machine's Node runs: prints each item as a line of JSON. Arguments: threads, `short` or `long`. */
const [threads, length] = process.argv.slice(2);
for await (const item of runConformance({ threads: Number(threads), short: length === 'short' })) {
  process.stdout.write(`${JSON.stringify(item)}\n`);
}

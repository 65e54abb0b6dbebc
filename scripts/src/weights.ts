import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Benchmarks } from '@plumbline/pallets-sim/frame/benchmark';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { Command } from 'commander';
import { BENCHMARKS } from './weights/benchmarks.ts';
import { describeFullBlock, measureFullBlock } from './weights/full-block.ts';
import { readStanding, readStandingOverhead, renderFile, renderOverhead } from './weights/generated-file.ts';
import { type Measured, measure } from './weights/measure.ts';
import { measureOverhead } from './weights/overhead.ts';
import { formatTable, type WeightRow } from './weights/table.ts';

const fileOf = (folder: string, of: 'weights' | 'overhead'): string =>
  fileURLToPath(new URL(`../../pallets-sim/src/pallets/${folder}/${of}.generated.ts`, import.meta.url));

/** What is done with what was measured: `write` it, and `anew` where something stands that would do. */
interface Writing {
  readonly write: boolean;
  readonly anew: boolean;
}

async function measurePallet(
  folder: string,
  calls: readonly string[],
  { write, anew }: Writing,
): Promise<WeightRow[]> {
  const benchmarks = BENCHMARKS[folder] ?? {};
  const missing = calls.filter((name) => benchmarks[name] === undefined);
  if (missing.length > 0) throw new TypeError(`${folder} has no benchmark of ${missing.join(', ')}`);
  if (calls.length === 0) return [];
  const measured = new Map<string, Measured>();
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    console.error(`measuring ${folder}.${name}`);
    measured.set(name, await measure(`${folder}.${name}`, benchmark));
  }
  const file = fileOf(folder, 'weights');
  const before = readStanding(await readFile(file, 'utf8').catch(() => ''));
  const text = renderFile(measured, anew ? new Map() : before);
  if (write) await writeFile(file, text);
  const after = readStanding(text);
  return [...measured].map(([name, cost]) => ({
    name: `${folder}.${name}`,
    cost,
    weight: after.get(name) ?? [],
    before: before.get(name),
    grows: growthOf(benchmarks[name]),
  }));
}

/** Of a block and an extrinsic by themselves. */
async function measureBase({ write, anew }: Writing): Promise<WeightRow[]> {
  console.error('measuring blocks of remarks');
  const overhead = await measureOverhead();
  const file = fileOf('system', 'overhead');
  const before = readStandingOverhead(await readFile(file, 'utf8').catch(() => ''));
  const text = renderOverhead(overhead, anew ? new Map() : before);
  if (write) await writeFile(file, text);
  const after = readStandingOverhead(text);
  return (['block', 'extrinsic'] as const).map((name) => ({
    name: `(${name})`,
    cost: { base: { nanoseconds: overhead[name], reads: 0, writes: 0, bytes: 0 }, each: undefined },
    weight: after.get(name) ?? [],
    before: before.get(name),
  }));
}

const growthOf = (benchmark: Benchmarks[string] | undefined): string | undefined =>
  [benchmark].flat().find((one) => one?.grows !== undefined)?.grows?.with;

/** The folder of a pallet of this name, in capitals or not. */
const folderOf = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

interface Options {
  readonly write?: boolean;
  readonly anew?: boolean;
  readonly pallet?: string;
}

await new Command('weights')
  .description('Measure the weight of each call of each pallet from its benchmark.')
  .option('--write', 'write weights.generated.ts beside each pallet')
  .option('--anew', 'let no weight stand because it would do: the way of measuring is another')
  .option('--pallet <name>', 'only of this one')
  .action(async ({ write = false, anew = false, pallet: only }: Options, command: Command) => {
    const rows: WeightRow[] = [];
    const pallets = assembly.pallets.map(({ pallet }) => ({ folder: folderOf(pallet.name), pallet }));
    const chosen = pallets.filter(({ folder }) => only === undefined || folderOf(only) === folder);
    if (chosen.length === 0) {
      const names = pallets.map(({ folder }) => folder).join(', ');
      command.error(`error: there is no pallet "${only}": there are ${names}`);
    }
    const writing = { write, anew };
    const withBlocks = chosen.some(({ folder }) => folder === 'system');
    if (withBlocks) rows.push(...(await measureBase(writing)));
    for (const { folder, pallet } of chosen) {
      rows.push(...(await measurePallet(folder, Object.keys(pallet.calls), writing)));
    }
    console.log(formatTable(rows));
    if (withBlocks) console.log(`\n${describeFullBlock(await measureFullBlock())}`);
  })
  .parseAsync();

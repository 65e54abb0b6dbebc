import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Benchmarks } from '@plumbline/pallets-sim/frame/benchmark';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { Command } from 'commander';
import { BENCHMARKS } from './weights/benchmarks.ts';
import { readStanding, renderFile } from './weights/generated-file.ts';
import { type Measured, measure } from './weights/measure.ts';
import { formatTable, type WeightRow } from './weights/table.ts';

const fileOf = (folder: string): string =>
  fileURLToPath(new URL(`../../pallets-sim/src/pallets/${folder}/weights.generated.ts`, import.meta.url));

async function measurePallet(folder: string, calls: readonly string[], write: boolean): Promise<WeightRow[]> {
  const benchmarks = BENCHMARKS[folder] ?? {};
  const missing = calls.filter((name) => benchmarks[name] === undefined);
  if (missing.length > 0) throw new TypeError(`${folder} has no benchmark of ${missing.join(', ')}`);
  if (calls.length === 0) return [];
  const measured = new Map<string, Measured>();
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    measured.set(name, await measure(`${folder}.${name}`, benchmark));
  }
  const before = readStanding(await readFile(fileOf(folder), 'utf8').catch(() => ''));
  const text = renderFile(measured, before);
  if (write) await writeFile(fileOf(folder), text);
  const after = readStanding(text);
  return [...measured].map(([name, cost]) => ({
    name: `${folder}.${name}`,
    cost,
    weight: after.get(name) ?? [],
    before: before.get(name),
    grows: growthOf(benchmarks[name]),
  }));
}

const growthOf = (benchmark: Benchmarks[string] | undefined): string | undefined =>
  [benchmark].flat().find((one) => one?.grows !== undefined)?.grows?.with;

/** The folder of a pallet of this name, in capitals or not. */
const folderOf = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

interface Options {
  readonly write?: boolean;
  readonly pallet?: string;
}

await new Command('weights')
  .description('Measure the weight of each call of each pallet from its benchmark.')
  .option('--write', 'write weights.generated.ts beside each pallet')
  .option('--pallet <name>', 'only of this one')
  .action(async ({ write = false, pallet: only }: Options, command: Command) => {
    const rows: WeightRow[] = [];
    const pallets = assembly.pallets.map(({ pallet }) => ({ folder: folderOf(pallet.name), pallet }));
    const chosen = pallets.filter(({ folder }) => only === undefined || folderOf(only) === folder);
    if (chosen.length === 0) {
      const names = pallets.map(({ folder }) => folder).join(', ');
      command.error(`error: there is no pallet "${only}": there are ${names}`);
    }
    for (const { folder, pallet } of chosen) {
      rows.push(...(await measurePallet(folder, Object.keys(pallet.calls), write)));
    }
    console.log(formatTable(rows));
  })
  .parseAsync();

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Benchmarks } from '@plumbline/pallets-sim/frame/benchmark';
import { balancesBenchmarks } from '@plumbline/pallets-sim/pallets/balances/benchmarks';
import { sudoBenchmarks } from '@plumbline/pallets-sim/pallets/sudo/benchmarks';
import { systemBenchmarks } from '@plumbline/pallets-sim/pallets/system/benchmarks';
import { timestampBenchmarks } from '@plumbline/pallets-sim/pallets/timestamp/benchmarks';
import { utilityBenchmarks } from '@plumbline/pallets-sim/pallets/utility/benchmarks';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { Command } from 'commander';
import { readStanding, renderFile } from './weights/generated-file.ts';
import { type Measured, measure } from './weights/measure.ts';
import { formatTable, type WeightRow } from './weights/table.ts';

/** The pallets whose weights are measured, by folder. */
const BENCHMARKS: Readonly<Record<string, Benchmarks>> = {
  system: systemBenchmarks,
  timestamp: timestampBenchmarks,
  balances: balancesBenchmarks,
  sudo: sudoBenchmarks,
  utility: utilityBenchmarks,
};

const fileOf = (folder: string): string =>
  fileURLToPath(new URL(`../../pallets-sim/src/pallets/${folder}/weights.generated.ts`, import.meta.url));

async function measurePallet(folder: string, calls: readonly string[], write: boolean): Promise<WeightRow[]> {
  const benchmarks = BENCHMARKS[folder];
  if (benchmarks === undefined) return calls.map((name) => ({ name: `${folder}.${name}` }));
  const missing = calls.filter((name) => benchmarks[name] === undefined);
  if (missing.length > 0) throw new TypeError(`${folder} has no benchmark of ${missing.join(', ')}`);
  const measured = new Map(
    Object.entries(benchmarks).map(([name, benchmark]): [string, Measured] => [
      name,
      measure(`${folder}.${name}`, benchmark),
    ]),
  );
  const before = readStanding(await readFile(fileOf(folder), 'utf8').catch(() => ''));
  const text = renderFile(measured, before);
  if (write) await writeFile(fileOf(folder), text);
  const after = readStanding(text);
  return [...measured].map(([name, cost]) => ({
    name: `${folder}.${name}`,
    cost,
    weight: after.get(name) ?? [],
    before: before.get(name),
    grows: benchmarks[name]?.grows?.with,
  }));
}

await new Command('weights')
  .description('Measure the weight of each call of each pallet from its benchmark.')
  .option('--write', 'write weights.generated.ts beside each pallet')
  .action(async ({ write = false }: { write?: boolean }) => {
    const rows: WeightRow[] = [];
    for (const { pallet } of assembly.pallets) {
      const folder = pallet.name.charAt(0).toLowerCase() + pallet.name.slice(1);
      rows.push(...(await measurePallet(folder, Object.keys(pallet.calls), write)));
    }
    console.log(formatTable(rows));
  })
  .parseAsync();

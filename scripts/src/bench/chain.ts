import { buildBundle, freshBundle } from '../node-bundle.ts';
import { inBlockTimes } from './chain/latency.ts';
import { benchSpec, startNodeProcess } from './chain/node.ts';
import { median, quantile } from './chain/quantile.ts';
import { blockTimes } from './chain/state-size.ts';
import { transferRow } from './chain/transfer-row.ts';
import { type Account, numberedAccount } from './chain/transfers.ts';
import type { BenchRow } from './rows.ts';

const SENDERS = [1, 1_000];
const STATE_SIZES = [1_000, 1_000_000];

/** What can be measured by itself. */
export const CHAIN_PARTS = ['transfers', 'latency', 'start', 'state'] as const;
type Part = (typeof CHAIN_PARTS)[number];

/** The bars of the node beside what its cores allow: of all parts, or of one alone. */
export async function chain(only?: string): Promise<BenchRow[]> {
  const isWanted = (part: Part): boolean => only === undefined || only === part;
  const accounts = Array.from({ length: Math.max(...SENDERS) }, (_, number) => numberedAccount(number));
  const spec = benchSpec(accounts);
  if (freshBundle() === undefined) await buildBundle(); // as the first start leaves it to all others
  const rows: BenchRow[] = [];
  const measured = (...more: readonly BenchRow[]): void => {
    for (const row of more) console.error(`${row.what}: ${row.measured}, ${row.ratio}`); // the last takes a while
    rows.push(...more);
  };
  if (isWanted('transfers')) {
    for (const senders of SENDERS) measured(await transferRow(spec, accounts.slice(0, senders)));
    measured(CHOPSTICKS);
  }
  if (isWanted('latency')) measured(...(await latency(spec, accounts.slice(0, 1))));
  if (isWanted('start')) measured(await start(spec));
  if (isWanted('state')) measured(await stateSize(accounts));
  return rows;
}

const CHOPSTICKS: BenchRow = {
  what: 'the same on Chopsticks',
  measured: 'skipped: no WebAssembly runtime is at hand for it to run',
  peer: 'Chopsticks',
  ratio: '-',
  bar: '≥ 20',
  ok: 'skipped',
};

async function latency(spec: string, accounts: readonly Account[]): Promise<BenchRow[]> {
  const times = await inBlockTimes(spec, accounts, 300);
  const row = (what: string, ms: number, bar: number): BenchRow => ({
    what: `instant seal, submission to inBlock, ${what}`,
    measured: `${ms.toFixed(1)} ms`,
    peer: '-',
    ratio: '-',
    bar: `≤ ${bar} ms`,
    ok: ms <= bar,
  });
  return [row('median', median(times), 10), row('p99', quantile(times, 0.99), 40)];
}

async function start(spec: string): Promise<BenchRow> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await using node = await startNodeProcess(spec, ['--sealing', 'manual']);
    times.push(node.startMs);
  }
  const ms = median(times);
  return {
    what: 'start of the process to its first answer to system_chain',
    measured: `${ms.toFixed(0)} ms`,
    peer: '-',
    ratio: '-',
    bar: '≤ 1000 ms',
    ok: ms <= 1_000,
  };
}

async function stateSize(accounts: readonly Account[]): Promise<BenchRow> {
  const [small = 0, large = 0] = await blockTimes(accounts, STATE_SIZES, 200);
  const ratio = large / small;
  return {
    what: 'a block of 100 transfers, 10^6 accounts in the state',
    measured: `${large.toFixed(1)} ms`,
    peer: `${small.toFixed(1)} ms with 10^3`,
    ratio: ratio.toFixed(2),
    bar: '≤ 1.20',
    ok: ratio <= 1.2,
  };
}

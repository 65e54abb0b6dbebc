import { availableParallelism } from 'node:os';
import type { BenchRow } from '../rows.ts';
import { type Throughput, throughput } from './throughput.ts';
import type { Account } from './transfers.ts';

const [WARM_UP, MEASURED] = [20_000, 50_000];
const BAR = 0.8;

/** Transfers of these accounts through the WebSocket beside verification alone, and on stderr where the time went. */
export async function transferRow(spec: string, accounts: readonly Account[]): Promise<BenchRow> {
  const threads = availableParallelism();
  const found = await throughput(spec, accounts, { warmUp: WARM_UP, measured: MEASURED, threads });
  const { seconds, included, taken, alone } = found;
  const transfers = Math.min(included, taken); // each of them was both in this time, or is not counted
  const ratio = transfers / alone;
  const details = detailsOf(found);
  for (const [what, value] of Object.entries(details)) console.error(`  ${what}: ${value}`);
  return {
    what: `signed transfers through the WebSocket, ${accounts.length} accounts, submission to inclusion`,
    measured: `${(transfers / seconds).toFixed(0)}/s`,
    peer: `${(alone / seconds).toFixed(0)}/s verified alone in ${threads} threads`,
    ratio: ratio.toFixed(2),
    bar: `≥ ${BAR.toFixed(2)}`,
    ok: ratio >= BAR,
    details,
  };
}

function detailsOf({ seconds, included, taken, alone, cpu }: Throughput): Record<string, number> {
  const details: Record<string, number> = {
    'seconds that the node ran': rounded(seconds, 1),
    'transfers included': included,
    'transfers verified': taken,
    'beside verification alone': rounded(Math.min(included, taken) / alone, 3),
  };
  if (!cpu) return details;
  const all = Object.values(cpu).reduce((sum, micros) => sum + micros, 0);
  details['signatures in all processor time'] = rounded(cpu.signatures / all, 3);
  for (const [part, micros] of Object.entries(cpu)) details[`µs a transfer, ${part}`] = rounded(micros, 1);
  return details;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

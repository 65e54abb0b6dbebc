import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './rows.ts';

const ENTRY = fileURLToPath(new URL('../plumbline.ts', import.meta.url));
const DIGITS = fileURLToPath(new URL('../../../../shared/data/optdigits.csv', import.meta.url));

/** What is read of the JSON document of `localnet --once --output json`. */
interface Report {
  readonly expected: boolean;
  readonly task: { readonly status: string; readonly attempts: number };
  readonly dispute: { readonly moves: readonly unknown[]; readonly reason: string } | null;
  readonly evaluation: { readonly accuracy?: number; readonly sample?: string } | null;
}

interface Run {
  readonly seconds: number;
  readonly report: Report;
}

/** Runs a whole local network to the end of its task. */
function localnet(...args: string[]): Promise<Run> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const all = [ENTRY, 'localnet', '--once', '--output', 'json', '--rpc-port', '0', ...args];
    execFile(process.execPath, all, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      process.stderr.write(`${stderr}\n`);
      if (stdout === '') reject(error ?? new Error('localnet said nothing'));
      else resolve({ seconds: (performance.now() - started) / 1000, report: JSON.parse(stdout) as Report });
    });
  });
}

/** The bars of the main job: time to settled, accuracy, and both ways of cheating found out. */
export async function mainJob(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const text = await localnet();
  rows.push({
    what: 'default task, command to settled and evaluated',
    measured: `${text.seconds.toFixed(1)} s`,
    peer: '-',
    ratio: '-',
    bar: '< 90 s, as expected',
    ok: text.seconds < 90 && text.report.expected,
  });
  if (existsSync(DIGITS)) {
    const digits = await localnet('--task', 'digits', '--data', DIGITS);
    const accuracy = digits.report.evaluation?.accuracy ?? 0;
    rows.push({
      what: 'digits, held-out accuracy',
      measured: `${(100 * accuracy).toFixed(1)} % in ${digits.seconds.toFixed(1)} s`,
      peer: '-',
      ratio: '-',
      bar: '≥ 95 %',
      ok: accuracy >= 0.95 && digits.report.expected,
    });
  } else {
    process.stderr.write(`digits are not measured: ${DIGITS} is not there\n`);
  }
  for (const cheat of ['wrong-step', 'lazy']) {
    const { report, seconds } = await localnet('--cheat', cheat, '--steps', '60');
    const moves = report.dispute?.moves.length ?? 0;
    rows.push({
      what: `--cheat ${cheat}, found and judged by one operation`,
      measured: `${moves} moves, ${report.dispute?.reason ?? 'no dispute'}, ${report.task.attempts} attempts, ${seconds.toFixed(1)} s`,
      peer: '-',
      ratio: '-',
      bar: 'slashed, re-opened, settled',
      ok: report.expected,
    });
  }
  return rows;
}

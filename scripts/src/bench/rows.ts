/** One bar: what was measured, beside what, and whether it is reached. */
export interface BenchRow {
  readonly what: string;
  readonly measured: string;
  readonly peer: string;
  readonly ratio: string;
  readonly bar: string;
  /** `skipped` where the peer is not at hand; what was measured then says why. */
  readonly ok: boolean | 'skipped';
  /** What else was found, for those who want to know why; not in the table. */
  readonly details?: Readonly<Record<string, number>>;
}

const HEAD = ['what', 'measured', 'peer', 'ratio', 'bar', 'ok/short'];

function outcome({ ok }: BenchRow): string {
  if (ok === 'skipped') return ok;
  return ok ? 'ok' : 'short';
}

/** The rows as a table of aligned columns, separated by ` | `. */
export function formatRows(rows: readonly BenchRow[]): string {
  const cells = [HEAD, ...rows.map((r) => [r.what, r.measured, r.peer, r.ratio, r.bar, outcome(r)])];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}

import type { Measured } from './measure.ts';

/** A call with what was measured of it. */
export interface WeightRow {
  readonly name: string;
  readonly cost: Measured;
  /** Compute time of its weight in picoseconds, and what each item adds. */
  readonly weight: readonly bigint[];
  /** The same as it stood in the file. */
  readonly before?: readonly bigint[] | undefined;
  readonly grows?: string | undefined;
}

const HEAD = ['pallet.call', 'measured', 'weight (compute + database)'];

/** A table of all calls: what was measured, and the weight that follows from it. */
export function formatTable(rows: readonly WeightRow[]): string {
  const cells = rows.map((row) => [row.name, measuredOf(row), weightOf(row)]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd();
  return [line(HEAD), widths.map((width) => '-'.repeat(width)).join(' | '), ...cells.map(line)].join('\n');
}

const microseconds = (nanoseconds: number): string => `${(nanoseconds / 1_000).toPrecision(3)} µs`;

function measuredOf({ cost, grows }: WeightRow): string {
  const each = cost.each === undefined ? '' : ` + ${cost.each.nanoseconds.toPrecision(3)} ns per ${grows}`;
  return microseconds(cost.base.nanoseconds) + each;
}

function weightOf({ cost, weight, before, grows }: WeightRow): string {
  const [base = 0n, each] = weight;
  const parts = [microseconds(Number(base) / 1_000)];
  if (each !== undefined) parts.push(`${Number(each) / 1_000} ns per ${grows}`);
  const database = [cost.base, ...(cost.each ? [cost.each] : [])].map(
    ({ reads, writes }) => `${reads} r ${writes} w`,
  );
  const changed =
    before === undefined || before.some((value, index) => value !== weight[index]) ? ' (changed)' : '';
  return `${parts.join(' + ')}, ${database.join(' + ')}${changed}`;
}

import { EXPECTED_HASHES } from '@plumbline/worker/training/conformance/expected';
import { compareItem } from './compare.ts';
import { ConformanceError } from './machine.ts';
import { type MachineName, machineCalled, NODE_VERSIONS } from './machines.ts';

export interface MatrixOptions {
  readonly short: boolean;
  readonly output: 'text' | 'json';
  /** Machines to run on, all when absent. */
  readonly machines?: readonly MachineName[];
  /** Numbers of threads, 1, 2 and 4 when absent. */
  readonly threads?: readonly number[];
}

/** A machine by its name, and the version of its Node where that comes from npm. */
type Place = readonly [name: MachineName, node: string | undefined];

/** One way to run all items, and what came of it. */
export interface Column {
  readonly machine: string;
  readonly threads: number;
  /** By item: whether it is as expected. */
  readonly equal: Record<string, boolean>;
  /** Why it did not run, or not to its end. */
  problem?: string;
  /** Whether the machine cannot be had here, so that nothing was compared. */
  missing?: true;
}

const PLACES: readonly Place[] = [
  ...NODE_VERSIONS.map((node): Place => ['x64', node]),
  ...NODE_VERSIONS.map((node): Place => ['arm64', node]),
  ['chromium', undefined],
];
const THREADS = [1, 2, 4];

/**
 * Runs all items on every machine with 1, 2 and 4 threads, or on some of them, and prints what is equal; whether
 * everything is.
 *
 * @throws ConformanceError `MachineMissing` when everything is that could be run, and some machine cannot be had here.
 */
export async function conformMatrix({ short, output, machines, threads }: MatrixOptions): Promise<boolean> {
  const here: readonly Place[] = machines?.includes('here') ? [['here', undefined]] : [];
  const places = [...here, ...PLACES.filter(([name]) => machines?.includes(name) ?? true)];
  const columns = await matrixColumns(places, threads ?? THREADS, short);
  const names = itemNames(short);
  console.log(output === 'json' ? JSON.stringify(columns, null, 2) : matrixTable(columns, names));
  const run = columns.filter(({ missing }) => !missing);
  const isEqual = run.every(({ equal }) => names.every((name) => equal[name]));
  if (isEqual && run.length < columns.length) {
    throw new ConformanceError(
      'MachineMissing',
      `${columns.length - run.length} of ${columns.length} were not run, as their machine cannot be had here; all others are equal.`,
    );
  }
  return isEqual;
}

/** All items that a run computes. */
export function itemNames(short: boolean): string[] {
  return Object.keys(EXPECTED_HASHES).filter((name) => !short || !name.endsWith('100 steps'));
}

/** Runs all items at some places with these numbers of threads, one after the other, whatever comes of them. */
export async function matrixColumns(
  places: readonly Place[],
  threads: readonly number[],
  short: boolean,
): Promise<Column[]> {
  const columns: Column[] = [];
  for (const [name, node] of places) {
    for (const count of threads) columns.push(await columnOf(name, node, count, short));
  }
  return columns;
}

async function columnOf(
  name: MachineName,
  node: string | undefined,
  threads: number,
  short: boolean,
): Promise<Column> {
  const machine = node === undefined ? name : `${name}, Node ${node}`;
  const column: Column = { machine, threads, equal: {} };
  const started = performance.now();
  try {
    const place = await machineCalled(name, node);
    await place.run({
      threads,
      short,
      onItem: (item) => {
        column.equal[item.name] = compareItem(item, EXPECTED_HASHES).equal;
      },
    });
  } catch (error) {
    if (!(error instanceof ConformanceError)) throw error;
    column.problem = error.message;
    if (error.code === 'MachineMissing') column.missing = true;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const items = Object.values(column.equal);
  const came = `${items.filter((equal) => equal).length} of ${items.length} equal`;
  console.error(`${machine}, ${threads} threads: ${column.problem ?? came}, ${seconds} s`);
  return column;
}

/** Items by columns, then the columns by number. */
export function matrixTable(columns: readonly Column[], names: readonly string[]): string {
  const mark = ({ equal }: Column, name: string): string =>
    equal[name] === undefined ? '-' : equal[name] ? 'equal' : 'differs';
  const lines = names.map((name) =>
    [name.padEnd(40), ...columns.map((column) => mark(column, name).padEnd(8))].join(''),
  );
  const legend = columns.map(({ machine, threads, problem }, i) => {
    const counted = names.filter((name) => columns[i]?.equal[name]).length;
    return `${i + 1}: ${machine}, ${threads} threads: ${problem ?? `${counted} of ${names.length} equal`}`;
  });
  const head = ['item'.padEnd(40), ...columns.map((_, i) => `${i + 1}`.padEnd(8))].join('');
  return [head, ...lines, '', ...legend].join('\n');
}

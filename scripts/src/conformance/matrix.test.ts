import { expect, test } from 'vitest';
import { itemNames, matrixColumns, matrixTable } from './matrix.ts';

test('a matrix compares every item at every place, and goes on past a machine that cannot be had', async () => {
  // No Node has such a version, so there is nothing to fetch.
  const columns = await matrixColumns(
    [
      ['x64', '0.0.0-none'],
      ['here', undefined],
    ],
    [2],
    true,
  );
  const names = itemNames(true);
  expect(columns.map(({ machine, missing }) => [machine, missing])).toEqual([
    ['x64, Node 0.0.0-none', true],
    ['here', undefined],
  ]);
  expect(columns[0]?.problem).toMatch(/cannot be fetched|do not run on this machine/);
  expect(columns[1]?.equal).toEqual(Object.fromEntries(names.map((name) => [name, true])));
  const lines = matrixTable(columns, names).split('\n');
  expect(lines.filter((line) => /-\s+equal\s*$/.test(line))).toHaveLength(names.length);
  expect(lines.at(-1)).toBe(`2: here, 2 threads: ${names.length} of ${names.length} equal`);
});

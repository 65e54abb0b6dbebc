import { DEFINITIONS } from '@plumbline/verification/operators/definitions';
import { expect, test } from 'vitest';
import { EXPECTED_HASHES } from './expected.ts';
import { operatorCases } from './hash-operators.ts';
import { runConformance } from './run.ts';

const names = Object.keys(EXPECTED_HASHES);
const short = names.filter((name) => !name.endsWith('100 steps'));

test('every canonical operator has an expected hash, and every model one after 100 steps', () => {
  expect(names.filter((name) => name.startsWith('operator ')).sort()).toEqual(
    DEFINITIONS.map(({ name }) => `operator ${name}`).sort(),
  );
  expect(names.filter((name) => name.endsWith('100 steps'))).toHaveLength(4);
  expect(new Set(Object.values(EXPECTED_HASHES)).size).toBe(names.length);
});

test('operators and training give the expected hashes', async () => {
  const found: Record<string, string> = {};
  for await (const { name, hash } of runConformance({ short: true })) found[name] = hash;
  expect(found).toEqual(Object.fromEntries(short.map((name) => [name, EXPECTED_HASHES[name]])));
});

test('the cases of an operator hold specials, and are the same every time', () => {
  const values = operatorCases('exp').flatMap(({ operands }) => operands.flatMap((own) => [...own.values]));
  for (const special of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 2 ** -149]) {
    expect(values.some((value) => Object.is(value, special))).toBe(true);
  }
  expect(operatorCases('conv2d')).toEqual(operatorCases('conv2d'));
});

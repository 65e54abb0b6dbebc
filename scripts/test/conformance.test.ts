import { EXPECTED_HASHES } from '@plumbline/worker/training/conformance/expected';
import { expect, test } from 'vitest';
import { ConformanceError } from '../src/conformance/machine.ts';
import { machineCalled } from '../src/conformance/machines.ts';

test('a page in Chromium computes the bits that Node computes, with two threads', async ({ skip }) => {
  const machine = await machineCalled('chromium').catch((error: unknown) => {
    if (error instanceof ConformanceError && error.code === 'MachineMissing') skip(error.message);
    throw error;
  });
  const found: Record<string, string> = {};
  const onItem = ({ name, hash }: { name: string; hash: string }) => {
    found[name] = hash;
  };
  await machine.run({ threads: 2, short: true, onItem });
  const short = Object.entries(EXPECTED_HASHES).filter(([name]) => !name.endsWith('100 steps'));
  expect(found).toEqual(Object.fromEntries(short));
});

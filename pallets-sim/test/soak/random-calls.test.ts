import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';
import { expect, it } from 'vitest';
import { neverMade, randomCalls } from './random-calls.ts';

const STATUSES: Record<TaskStatusName, true> = {
  Submitted: true,
  Profiling: true,
  Reporting: true,
  Profiled: true,
  Open: true,
  Assigned: true,
  Training: true,
  Proved: true,
  Verifying: true,
  Revealing: true,
  Unsealing: true,
  Challengeable: true,
  Disputed: true,
  Settled: true,
  Cancelled: true,
  Rejected: true,
  Expired: true,
};

it('whatever fifty accounts call in 1,000 blocks, the chain stays sound and every task comes to its end', async () => {
  const town = await randomCalls({ seed: 1, blocks: 1_000, checkEvery: 1 });
  expect(neverMade(town)).toEqual([]);
  expect(Object.keys(STATUSES).filter((status) => !town.statuses.has(status))).toEqual([]);
}, 600_000);

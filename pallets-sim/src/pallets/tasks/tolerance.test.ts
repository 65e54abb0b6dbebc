import type { ProfileReport, Verdict } from '@plumbline/runtime-types/domain/task';
import { expect, it } from 'vitest';
import { SALT } from '../../../test/protocol/cast.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { tasksPallet } from './pallet.ts';
import { thresholdOf } from './tolerance.ts';

const { unitsPerStep } = tinySpec();
const measured = (threshold: bigint, step: bigint, units = unitsPerStep): ProfileReport => ({
  type: 'Measured',
  value: { unitsPerStep: units, threshold, step },
});
const ok: ProfileReport = { type: 'Ok', value: { unitsPerStep } };

it('the medians of what was measured stand, whatever one profiler of three says', () => {
  const world = new World({ verifiers: 3 });
  world.submit({ mode: { type: 'Tolerant' }, profilers: 3 });
  const reports = [measured(10n, 900n), measured(2n ** 60n, 2n ** 63n), measured(30n, 1_000n)];
  world.wait(() => world.status === 'Profiling' && world.task.profilers.length === 3);
  const order = world.task.profilers.map(({ account }) => account);
  world.profile((who) => reports[order.indexOf(who)]!);
  expect(thresholdOf(world.task)).toBe(30n);
  expect(['Open', 'Assigned']).toContain(world.status);
});

it('a report is in the form of the task’s mode, and that a threshold is too coarse only the chain says', () => {
  for (const [mode, reports] of [
    ['Tolerant', [ok, { type: 'TooCoarse' }]],
    ['Reproducible', [measured(1n, 100n), { type: 'TooCoarse' }]],
  ] as const) {
    for (const report of reports) {
      const world = new World();
      world.submit({ mode: { type: mode } });
      world.until('Profiling');
      const who = world.profiler!;
      world.commitProfile(who, report);
      const call = tasksPallet.call('revealProfile', { task: 0, report, salt: SALT });
      expect(world.failure(who, call)).toBe('Tasks.WrongReport');
    }
  }
});

it('other units than the task says are what a tolerant task is rejected for first', () => {
  const world = new World();
  world.submit({ mode: { type: 'Tolerant' } });
  world.profile(() => measured(0n, 0n, unitsPerStep + 1n));
  world.wait(() => world.taskEvents('Rejected').length > 0);
  expect(world.taskEvents('Rejected')).toEqual([{ task: 0, report: measured(0n, 0n, unitsPerStep + 1n) }]);
});

it('a verdict on an interval is a distance in tolerant tasks, and in no others', () => {
  const distance: Verdict = { type: 'Distance', value: { interval: 3, distance: 0n } };
  const fault: Verdict = { type: 'Fault', value: { interval: 3 } };
  const initial: Verdict = { type: 'Distance', value: { interval: 4, distance: 9n } };
  for (const [mode, verdicts] of [
    ['Tolerant', [fault, initial, { type: 'Accept' }]],
    ['Reproducible', [distance, initial]],
  ] as const) {
    for (const verdict of verdicts) {
      const world = new World();
      world.submit({ mode: { type: mode } });
      world.profile(() => (mode === 'Tolerant' ? measured(1n, 8n) : ok));
      world.train();
      world.wait(() => world.task.verifiers.length === 2);
      const drawn = world.task.verifiers.map(({ account }) => account);
      for (const who of drawn) world.commit(who, verdict);
      world.until('Revealing');
      const call = tasksPallet.call('revealVerdict', { task: 0, verdict, salt: SALT });
      expect(world.failure(drawn[0]!, call)).toBe('Tasks.WrongVerdict');
    }
  }
});

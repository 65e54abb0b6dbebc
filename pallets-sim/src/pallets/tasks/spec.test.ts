import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { describe, expect, it } from 'vitest';
import { SUBMITTER } from '../../../test/protocol/cast.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { tasksPallet } from './pallet.ts';

const good = tinySpec();
const program = (changes: Partial<TaskSpec['program']>) => ({ program: { ...good.program, ...changes } });
const dataset = (changes: Partial<TaskSpec['dataset']>) => ({ dataset: { ...good.dataset, ...changes } });

describe('a spec that cannot be carried out', () => {
  const world = new World();
  it.each<[string, Partial<TaskSpec>]>([
    ['NoName', { name: ' ' }],
    ['EmptyProgram', program({ nodeCount: 0 })],
    ['EmptyProgram', program({ stateCount: 0 })],
    ['EmptyProgram', program({ file: { ...good.program.file, bytes: 0n } })],
    ['TooManyNodes', program({ nodeCount: 65_536 })],
    ['TooManyStateTensors', program({ stateCount: 4_097 })],
    ['ZeroBatchSize', { batchSize: 0 }],
    ['BatchTooLarge', { batchSize: 2 ** 20 + 1 }],
    ['ZeroSteps', { steps: 0 }],
    ['ZeroCheckpointEvery', { checkpointEvery: 0 }],
    ['CheckpointsDoNotDivide', { checkpointEvery: 5 }],
    ['CheckpointsDoNotDivide', { checkpointEvery: 24 }],
    ['TooManyCheckpoints', { steps: 1_025, checkpointEvery: 1 }],
    ['ZeroUnits', { unitsPerStep: 0n }],
    ['EmptyDataset', dataset({ rows: 0 })],
    ['EmptyDataset', dataset({ rowWidth: 0 })],
    ['ZeroRowStride', dataset({ rowStride: 0 })],
    ['DatasetNotWhole', dataset({ blob: { ...good.dataset.blob, bytes: 47n } })],
    ['DatasetTooLarge', dataset({ blob: { ...good.dataset.blob, bytes: 2n ** 34n + 4n } })],
    ['RowsBeyondDataset', dataset({ rows: 5 })],
    ['RowsBeyondDataset', dataset({ rows: 2 ** 32 - 1, rowStride: 2 ** 32 - 1 })],
    ['NoVerifiers', { verifiers: 0 }],
    ['TooManyVerifiers', { verifiers: 9 }],
    ['NoProfilers', { profilers: 0 }],
    ['TooManyProfilers', { profilers: 9 }],
    ['BadSampleRate', { sampleRate: 0 }],
    ['BadSampleRate', { sampleRate: 1_000_001 }],
    ['ZeroPrice', { maxPrice: 0n }],
    ['ZeroStallBlocks', { stallBlocks: 0 }],
    [
      'FeeTooLarge',
      {
        unitsPerStep: 2n ** 64n - 1n,
        maxPrice: 2n ** 64n - 1n,
        steps: 2 ** 32 - 1,
        checkpointEvery: 2 ** 32 - 1,
      },
    ],
  ])('is refused with %s', (code, changes) => {
    const call = tasksPallet.call('submit', { spec: tinySpec(changes) });
    expect(world.failure(SUBMITTER, call)).toBe(`Tasks.${code}`);
  });

  it('is refused when the fee is more than the Submitter has', () => {
    const call = tasksPallet.call('submit', { spec: tinySpec({ unitsPerStep: 10n ** 12n }) });
    expect(world.failure(SUBMITTER, call)).toBe('Token.FundsUnavailable');
    expect(world.chain.eventNames().filter((name) => name.startsWith('Tasks'))).toEqual([]);
  });

  it('does not encode when texts or lists are too long', () => {
    const submit = (changes: Partial<TaskSpec>) => () =>
      world.failure(SUBMITTER, tasksPallet.call('submit', { spec: tinySpec(changes) }));
    expect(submit({ name: 'é'.repeat(33) })).toThrow(/at most 64/);
    expect(submit({ sources: new Array(9).fill('/ip4/127.0.0.1') })).toThrow(/at most 8/);
  });
});

import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';

/** Specs that no chain accepts, each for a reason of its own, from one that it does. */
export function badSpecs(spec: TaskSpec, base: number): TaskSpec[] {
  const { program, dataset } = spec;
  const { blob } = dataset;
  return [
    { ...spec, name: ' ' },
    { ...spec, program: { ...program, nodeCount: 0 } },
    { ...spec, program: { ...program, nodeCount: 65_536 } },
    { ...spec, program: { ...program, stateCount: 4_097 } },
    { ...spec, batchSize: 0 },
    { ...spec, batchSize: 2 ** 20 + 1 },
    { ...spec, steps: 0 },
    { ...spec, checkpointEvery: 0 },
    { ...spec, checkpointEvery: 5 },
    { ...spec, steps: 1_025, checkpointEvery: 1 },
    { ...spec, unitsPerStep: 0n },
    { ...spec, dataset: { ...dataset, rows: 0 } },
    { ...spec, dataset: { ...dataset, blob: { ...blob, bytes: blob.bytes + 1n } } },
    { ...spec, dataset: { ...dataset, blob: { ...blob, bytes: 2n ** 35n } } },
    { ...spec, dataset: { ...dataset, rows: dataset.rows + 1 } },
    { ...spec, dataset: { ...dataset, rowStride: 0 } },
    { ...spec, verifiers: 0 },
    { ...spec, verifiers: 9 },
    { ...spec, profilers: 0 },
    { ...spec, profilers: 9 },
    { ...spec, sampleRate: 0 },
    { ...spec, maxPrice: 0n },
    { ...spec, stallBlocks: 0 },
    { ...spec, stallBlocks: 100_001 },
    // As much as the fields hold is more than a balance does.
    {
      ...spec,
      steps: 2 ** 32 - 1_024,
      checkpointEvery: 2 ** 22 - 1,
      maxPrice: 2n ** 64n - 1n,
      unitsPerStep: 2n ** 64n - 1n,
    },
    // A base has as many state tensors.
    { ...spec, base, program: { ...program, stateCount: 2 } },
  ];
}

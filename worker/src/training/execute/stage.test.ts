import type { Program } from '@plumbline/verification/graph/types';
import { expect, test } from 'vitest';
import { subject } from '../bench/subjects.ts';
import { compileModel } from '../compile/compile.ts';
import { bindChains, chainModule } from './fusion/chain-kernels.ts';
import { fuse } from './fusion/fuse.ts';
import { withReluGradients } from './fusion/relu-gradient.ts';
import { bindKernels } from './kernels.ts';
import { planMemory } from './memory-plan.ts';
import { ChainCodes, launchUnit, type PlacedUnit, placeUnits, scratchOfUnits } from './placed-unit.ts';
import { joinedStages } from './stage.ts';

const THREADS = 2;
const NOT_COMPUTED = ['state', 'constant', 'fill', 'reshape'];

const typeOf = (unit: PlacedUnit): string => (unit.type === 'node' ? unit.node.operator.type : 'chain');

async function place(program: Program) {
  const probe = await bindKernels(new WebAssembly.Memory({ initial: 1 }));
  const units = fuse(program);
  const codes = new ChainCodes();
  const plan = planMemory(program, units, scratchOfUnits(program, units, probe), THREADS);
  return { plan, codes, units: placeUnits(program, units, plan, codes) };
}

test.each(['MLP', 'CNN', 'transformer'] as const)(
  'the units of a stage of the %s can be computed in any order',
  async (name) => {
    const program = withReluGradients(await compileModel(subject(name, 'Adam')));
    const { plan, codes, units } = await place(program);
    const stages = joinedStages(program, units, THREADS);
    expect(stages.flatMap((stage) => stage.units)).toEqual(
      units.filter((unit) => !NOT_COMPUTED.includes(typeOf(unit))),
    );
    expect(Math.max(...stages.map((stage) => stage.units.length))).toBeGreaterThan(1);
    const chains = await WebAssembly.compile(chainModule(codes.codes, false));
    const memoryAfter = async (
      order: (units: readonly PlacedUnit[]) => readonly PlacedUnit[],
    ): Promise<Buffer> => {
      const memory = new WebAssembly.Memory({ initial: plan.pages });
      new Float32Array(memory.buffer).forEach((_, i, all) => {
        all[i] = ((i * 7919) % 1024) / 1024 - 0.25;
      });
      const kernels = {
        kernels: await bindKernels(memory),
        chains: await bindChains(memory, chains),
        scratch: 0,
      };
      for (const stage of stages) for (const unit of order(stage.units)) launchUnit(unit, kernels)?.();
      return Buffer.from(memory.buffer).subarray(0, plan.staying);
    };
    const forwards = await memoryAfter((own) => own);
    expect(forwards.equals(await memoryAfter((own) => own.toReversed()))).toBe(true);
  },
);

test('gradients of a convolution and the sum beside them are one stage', async () => {
  const program = withReluGradients(await compileModel(subject('CNN', 'SGD')));
  const { units } = await place(program);
  const stages = joinedStages(program, units, THREADS).map((stage) => stage.units.map(typeOf));
  expect(stages).toContainEqual(
    expect.arrayContaining(['conv2dInputGradient', 'conv2dFilterGradient', 'sum']),
  );
});

import { checkProgram } from '@plumbline/verification/graph/check';
import type { Program } from '@plumbline/verification/graph/types';
import { TrainingError } from '../error.ts';
import { checkKernels } from '../kernels/identity.ts';
import { bindChains, chainModule } from './fusion/chain-kernels.ts';
import { fuse } from './fusion/fuse.ts';
import { withReluGradients } from './fusion/relu-gradient.ts';
import { nodeUnits, type Unit } from './fusion/units.ts';
import { KernelTeam } from './kernel-team.ts';
import { bindKernels, kernelsModule } from './kernels.ts';
import { planMemory } from './memory-plan.ts';
import { ChainCodes, type PlacedUnit, placeUnits, scratchOfUnits, type UnitKernels } from './placed-unit.ts';
import { joinedStages, type Stage, singleStages } from './stage.ts';
import type { ExecutorOptions } from './step-executor.ts';
import { type CanonicalExecutor, type Layout, WasmExecutor } from './wasm-executor.ts';

/** 2 GiB in pages of 64 KiB: every address is a positive i32. */
const MAX_PAGES = 32_768;

/** @throws GraphError when the program is not well-formed. @throws TrainingError when it means other kernels (`WrongKernels`), the dataset is too short for the rows, the program too large. */
export async function createCanonicalExecutor(options: ExecutorOptions): Promise<CanonicalExecutor> {
  const { program } = options;
  // Programs come from strangers; what follows relies on every node's shapes and attributes fitting its operator.
  checkProgram(program);
  checkKernels(program);
  const probe = await bindKernels(new WebAssembly.Memory({ initial: 1 }));
  const { threads = 1 } = options;
  const codes = new ChainCodes();
  const layout = (
    from: Program,
    units: readonly Unit[],
    stagesOf: (placed: readonly PlacedUnit[]) => Stage[],
  ): Layout => {
    const plan = planMemory(from, units, scratchOfUnits(from, units, probe), threads);
    return { plan, stages: stagesOf(placeUnits(from, units, plan, codes)) };
  };
  const trained = withReluGradients(program);
  const fused = layout(trained, fuse(trained), (placed) => joinedStages(trained, placed, threads));
  const watched = layout(program, nodeUnits(program), (placed) => singleStages(placed, threads));
  const maximum = Math.max(fused.plan.pages, watched.plan.pages);
  if (maximum > MAX_PAGES) {
    throw new TrainingError(
      'TooLarge',
      `The program needs ${Math.ceil(maximum / 16)} MiB of memory for a step; at most ${MAX_PAGES / 16} MiB are available. Use a smaller batch or model.`,
    );
  }
  const shared = threads > 1;
  const memory = new WebAssembly.Memory({ initial: fused.plan.pages, maximum, shared });
  const module = await kernelsModule(shared);
  const chains = await WebAssembly.compile(chainModule(codes.codes, shared));
  const kernels: UnitKernels = {
    kernels: await bindKernels(memory, module),
    chains: await bindChains(memory, chains),
    scratch: 0,
  };
  const parts = { options, memory, kernels, fused, watched };
  if (!shared) return new WasmExecutor(parts);
  const team = await KernelTeam.start({
    startThread: options.startThread,
    threads,
    memory,
    module,
    chains,
    tasks: [...fused.stages, ...watched.stages].map(({ pieces }) => pieces),
    scratch: (index) => index * fused.plan.scratchStride,
  });
  return new WasmExecutor({ ...parts, team });
}

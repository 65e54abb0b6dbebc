import { bindChains } from './fusion/chain-kernels.ts';
import { Control, type TeamData } from './kernel-control.ts';
import { bindKernels } from './kernels.ts';
import { launchUnit } from './placed-unit.ts';

/**
 * What a thread of a KernelTeam does: makes pieces of the stages that are called out, until it is called to end.
 *
 * @param ready called when it listens; afterwards the thread does nothing else.
 */
export async function serveTeam(data: TeamData, ready: () => void): Promise<void> {
  const { control, memory, module, chains, tasks, scratch, index } = data;
  const calls = new Control(control, tasks, index);
  const own = {
    kernels: await bindKernels(memory, module),
    chains: await bindChains(memory, chains),
    scratch,
  };
  const launches = tasks.map((pieces) =>
    pieces.map(({ unit, share, block }) => launchUnit(unit, own, share, block)),
  );
  // Whoever waits for this must be told before the thread does nothing but listen.
  ready();
  for (let taken = calls.next(); taken; taken = calls.next()) {
    try {
      launches[taken.task]?.[taken.part]?.();
    } catch {
      calls.fail();
    }
    calls.done(taken.part);
  }
}

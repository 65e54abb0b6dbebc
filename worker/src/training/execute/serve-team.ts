import { bindChains } from './fusion/chain-kernels.ts';
import { Control, type TeamData } from './kernel-control.ts';
import { bindKernels } from './kernels.ts';
import { launchUnit } from './placed-unit.ts';

/**
 * What a thread of a KernelTeam does: makes its part of each unit that is called out, until it is called to end.
 *
 * @param ready called when it listens; afterwards the thread does nothing else.
 */
export async function serveTeam(data: TeamData, ready: () => void): Promise<void> {
  const { control, memory, module, chains, tasks, scratch, share } = data;
  const calls = new Control(control);
  const own = {
    kernels: await bindKernels(memory, module),
    chains: await bindChains(memory, chains),
    scratch,
  };
  const launches = tasks.map((unit) => unit && launchUnit(unit, own, share));
  // Whoever waits for this must be told before the thread does nothing but listen.
  ready();
  for (let heard = 0; ; ) {
    heard = calls.await(heard);
    const task = calls.called();
    if (task < 0) break;
    try {
      launches[task]?.();
    } catch {
      calls.fail();
    }
    calls.done();
  }
}

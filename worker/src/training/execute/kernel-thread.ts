import { parentPort, workerData } from 'node:worker_threads';
import { bindChains } from './fusion/chain-kernels.ts';
import { Control, type TeamData } from './kernel-control.ts';
import { bindKernels } from './kernels.ts';
import { launchUnit } from './placed-unit.ts';

/** A thread of a KernelTeam: makes its part of each unit that is called out, until it is called to end. */
const { control, memory, module, chains, tasks, scratch, share } = workerData as TeamData;
const calls = new Control(control);
const own = { kernels: await bindKernels(memory, module), chains: await bindChains(memory, chains), scratch };
const launches = tasks.map((unit) => unit && launchUnit(unit, own, share));
// Whoever waits for this must be told before the thread does nothing but listen.
parentPort?.postMessage('ready');
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

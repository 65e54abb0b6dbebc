import { parentPort, workerData } from 'node:worker_threads';
import { Control, type TeamData } from './kernel-control.ts';
import { bindKernels } from './kernels.ts';
import { launchShare } from './launch-share.ts';

/** A thread of a KernelTeam: makes its part of each node that is called out, until it is called to end. */
const { control, memory, module, nodes, offsets, scratch, share } = workerData as TeamData;
const calls = new Control(control);
const kernels = await bindKernels(memory, module);
const launches = nodes.map((node, i) => {
  if (node === undefined) return undefined;
  const inputs = node.inputs.map((input) => offsets[input] ?? 0);
  return launchShare(node, { kernels, inputs, output: offsets[i] ?? 0, scratch }, share);
});
// Whoever waits for this must be told before the thread does nothing but listen.
parentPort?.postMessage('ready');
for (let heard = 0; ; ) {
  heard = calls.await(heard);
  const node = calls.called();
  if (node < 0) break;
  try {
    launches[node]?.();
  } catch {
    calls.fail();
  }
  calls.done();
}

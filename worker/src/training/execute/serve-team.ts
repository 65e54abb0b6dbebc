import { Control, type TeamData } from './kernel-control.ts';
import { bindKernels } from './kernels.ts';
import { launchShare } from './launch-share.ts';

/**
 * What a thread of a KernelTeam does: makes its part of each node that is called out, until it is called to end.
 *
 * @param ready called when it listens; afterwards the thread does nothing else.
 */
export async function serveTeam(data: TeamData, ready: () => void): Promise<void> {
  const { control, memory, module, nodes, offsets, scratch, share } = data;
  const calls = new Control(control);
  const kernels = await bindKernels(memory, module);
  const launches = nodes.map((node, i) => {
    if (node === undefined) return undefined;
    const inputs = node.inputs.map((input) => offsets[input] ?? 0);
    return launchShare(node, { kernels, inputs, output: offsets[i] ?? 0, scratch }, share);
  });
  // Whoever waits for this must be told before the thread does nothing but listen.
  ready();
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
}

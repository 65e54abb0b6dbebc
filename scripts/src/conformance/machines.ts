import { arm64 } from './arm64.ts';
import { chromium } from './chromium.ts';
import { ConformanceError, type Machine } from './machine.ts';
import { nodeMachine } from './node-machine.ts';
import { nodeFromPackage } from './node-package.ts';

export const MACHINE_NAMES = ['here', 'x64', 'arm64', 'chromium'] as const;

export type MachineName = (typeof MACHINE_NAMES)[number];

/** Major versions of Node that are supported, oldest first. */
export const NODE_VERSIONS = ['22', '24', '26'] as const;

/**
 * The machine of that name: the Node that runs this, one from npm (x64; arm64, emulated), or headless Chromium.
 *
 * @param node version of one from npm, that of this process when absent.
 * @throws ConformanceError `MachineMissing` when it cannot be had here.
 */
export async function machineCalled(name: MachineName, node = process.versions.node): Promise<Machine> {
  switch (name) {
    case 'here':
      return nodeMachine(`this Node ${process.versions.node}`, [process.execPath]);
    case 'chromium':
      return chromium();
    case 'arm64':
      return arm64(node);
    case 'x64':
      if (process.platform === 'linux' && process.arch === 'x64') {
        return nodeMachine(`x64, Node ${node}`, [await nodeFromPackage('x64', node)]);
      }
      throw new ConformanceError('MachineMissing', 'Binaries for x64 Linux do not run on this machine.');
  }
}

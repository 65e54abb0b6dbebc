import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';
import { ConformanceError, type Machine } from './machine.ts';
import { nodeMachine } from './node-machine.ts';
import { CACHE, filled, nodeFromPackage } from './node-package.ts';

const execute = promisify(execFile);

/** What Node links to on arm64, as Debian packs it for cross compilers: no foreign architecture is needed. */
const LIBRARIES = ['libc6', 'libgcc-s1', 'libstdc++6', 'libatomic1'].map((name) => `${name}-arm64-cross`);

/**
 * Node for arm64 in an emulator of its processor.
 *
 * @throws ConformanceError `MachineMissing` without `qemu-aarch64-static`, or when the rest cannot be fetched.
 */
export async function arm64(version: string): Promise<Machine> {
  const emulator = await findProgram('qemu-aarch64-static', 'qemu-aarch64');
  if (emulator === undefined) {
    throw new ConformanceError(
      'MachineMissing',
      'There is no qemu-aarch64-static on the PATH; install it: apt-get install qemu-user-static.',
    );
  }
  const root = join(CACHE, 'arm64-libraries');
  await filled(root, async (folder) => {
    await execute('apt-get', ['download', ...LIBRARIES], { cwd: folder });
    for (const file of await readdir(folder)) await execute('dpkg-deb', ['-x', file, '.'], { cwd: folder });
  });
  const node = await nodeFromPackage('arm64', version);
  const command = [emulator, '-L', join(root, 'usr', 'aarch64-linux-gnu'), node] as const;
  return nodeMachine(`arm64, Node ${version}`, [...command]);
}

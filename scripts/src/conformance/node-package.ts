import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConformanceError } from './machine.ts';

const execute = promisify(execFile);

/** Where binaries of other machines are kept from run to run; what is missing is fetched again. */
export const CACHE = join(tmpdir(), 'plumbline-conformance');

export type Architecture = 'x64' | 'arm64';

/**
 * The path of a Node for Linux from its npm package, fetched when it is not there.
 *
 * @param version a major version, or a whole one. @throws ConformanceError `MachineMissing` when it cannot be fetched.
 */
export async function nodeFromPackage(architecture: Architecture, version: string): Promise<string> {
  const name = `node-linux-${architecture}`;
  const binary = join(CACHE, `${name}-${version}`, 'package', 'bin', 'node');
  await filled(join(CACHE, `${name}-${version}`), async (folder) => {
    const { stdout } = await execute('npm', ['pack', '--loglevel', 'error', `${name}@${version}`], {
      cwd: folder,
    });
    const archive = stdout.trim().split('\n').at(-1) ?? '';
    await execute('tar', ['-xzf', archive], { cwd: folder });
    await rm(join(folder, archive));
  });
  return binary;
}

/**
 * Fills a folder of the cache unless it is there: beside it first, so that it is there whole or not at all.
 *
 * @throws ConformanceError `MachineMissing` with what `fill` said.
 */
export async function filled(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  if (there) return;
  await mkdir(CACHE, { recursive: true });
  const beside = await mkdtemp(`${folder}-`);
  try {
    await fill(beside);
    await rename(beside, folder);
  } catch (cause) {
    await rm(beside, { recursive: true, force: true });
    throw new ConformanceError('MachineMissing', `${folder} cannot be fetched: ${(cause as Error).message}`);
  }
}

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, messageOf } from '../errors.ts';
import { NetworkError } from './errors.ts';

/** The bytes of a key file, or undefined when there is none; throws `BadKey` when it cannot be read. */
export async function readKeyFile(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    const message = `the key ${path} cannot be read (${messageOf(thrown)})`;
    throw new NetworkError('BadKey', message, { path }, thrown);
  }
}

/** Writes a key that only its owner can read, to the side and renamed: never half a key. */
export async function writeKeyFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, bytes, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, messageOf } from '../errors.ts';
import { NetworkError } from './errors.ts';

/** The bytes of a key file, or undefined when there is none; throws `BadKey` when it cannot be read. */
export async function readKeyFile(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    const message = `the key ${path} cannot be read (${messageOf(thrown)}): let this user read it, or move away what is in its place`;
    throw new NetworkError('BadKey', message, { path }, thrown);
  }
}

/** Writes a key that only its owner can read, to the side and renamed: never half a key. Throws `BadKey`. */
export async function writeKeyFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      // The name must not be on the disk before the bytes: an empty key would be taken for a damaged one.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  } catch (thrown) {
    const message = `the key ${path} cannot be written (${messageOf(thrown)}): make room on its disk, or let this user write there`;
    throw new NetworkError('BadKey', message, { path }, thrown);
  }
}

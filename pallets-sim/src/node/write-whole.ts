import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { type DiskRemedies, diskError, innermostMessage } from './disk-error.ts';
import { NodeError } from './errors.ts';

const REMEDIES: DiskRemedies = {
  room: 'Make room and try again.',
  access: 'Let this user write there, or choose another place.',
};

/**
 * Writes a file that is there as a whole or, if the disk refuses or the process ends meanwhile, as it was before.
 *
 * @param what is in it, in the words of a message
 * @param mode of a file that is new
 * @throws NodeError `DiskFull`, `ReadOnlyFolder`, `WriteFailed`
 */
export async function writeWhole(
  what: string,
  file: string,
  content: string | Uint8Array,
  { mode, remedies = REMEDIES }: { readonly mode?: number; readonly remedies?: DiskRemedies } = {},
): Promise<void> {
  // A name of its own: the same file may be written twice at a time.
  const fresh = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    await writeFile(fresh, content, { mode, flush: true });
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined); // it is in nobody's way
    const place = `${what} in ${file}`;
    const problem = `cannot write ${place}: ${innermostMessage(error)}. ${remedies.access}`;
    throw diskError(place, error, remedies) ?? new NodeError('WriteFailed', problem, error);
  }
}

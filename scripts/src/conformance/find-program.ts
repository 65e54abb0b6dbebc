import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The first of these programs that is on the PATH. */
export async function findProgram(...names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      const runs = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return path;
    }
  }
  return undefined;
}

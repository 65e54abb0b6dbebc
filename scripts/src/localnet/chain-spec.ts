import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, WorkerError } from '@plumbline/worker/errors';

const DEV_CHAIN_SPEC = fileURLToPath(new URL('../../../chain-spec.json', import.meta.url));
/** Balances are whole numbers beyond what JSON numbers hold exactly, so the file is changed as text. */
const RATE = /("forcedErrorRate": )\d+/;

/** What to start the node with: the development chain, or one like it with another rate of forced errors. Throws `WorkerError` `NoFolder`. */
export async function chainArguments(basePath: string, forcedErrors: number | undefined): Promise<string[]> {
  if (forcedErrors === undefined) return ['--dev'];
  const spec = await readFile(DEV_CHAIN_SPEC, 'utf8');
  const file = join(basePath, 'chain-spec.json');
  try {
    await mkdir(basePath, { recursive: true });
    await writeFile(file, spec.replace(RATE, `$1${Math.round(forcedErrors * 1_000_000)}`));
  } catch (error) {
    const problem = `cannot keep the chain in ${basePath}: ${messageOf(error)}. Choose another folder with --base-path.`;
    throw new WorkerError('NoFolder', problem, { folder: basePath }, error);
  }
  return ['--chain', file];
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEV_CHAIN_SPEC = fileURLToPath(new URL('../../../chain-spec.json', import.meta.url));
/** Balances are whole numbers beyond what JSON numbers hold exactly, so the file is changed as text. */
const RATE = /("forcedErrorRate": )\d+/;

/** What to start the node with: the development chain, or one like it with another rate of forced errors. */
export async function chainArguments(basePath: string, forcedErrors: number | undefined): Promise<string[]> {
  if (forcedErrors === undefined) return ['--dev'];
  const spec = await readFile(DEV_CHAIN_SPEC, 'utf8');
  const file = join(basePath, 'chain-spec.json');
  await mkdir(basePath, { recursive: true });
  await writeFile(file, spec.replace(RATE, `$1${Math.round(forcedErrors * 1_000_000)}`));
  return ['--chain', file];
}

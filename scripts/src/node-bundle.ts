import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where bundles lie, one below the other by the hash of what they were made of. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/plumbline/bundles', import.meta.url));
const CURRENT = 'current.json';

/** Bundles that are older than this and not the current one go; a node that was started from one has read it. */
const KEPT_MS = 3_600_000;

/** Packages that find files beside their own, or start threads from them. */
const EXTERNAL = ['level', 'pino', 'pino-pretty'];

/** What the bundle is entered by, under the names of its files. */
const ENTRIES = {
  node: '@plumbline/pallets-sim/cli',
  'verifier-thread': '@plumbline/pallets-sim/node/signatures/verifier-thread',
};

/** Says of which files, as they were then, a bundle was made. */
interface Manifest {
  readonly bundle: string;
  readonly inputs: readonly (readonly [path: string, bytes: number, mtimeMs: number])[];
}

/**
 * The node as one file, which starts in a fraction of the time that its thousand modules take; undefined when there is
 * none, or when any of them is no longer what it was.
 */
export function freshBundle(folder = FOLDER): string | undefined {
  try {
    const { bundle, inputs } = JSON.parse(readFileSync(join(folder, CURRENT), 'utf8')) as Manifest;
    for (const [path, bytes, mtimeMs] of inputs) {
      const now = statSync(path);
      if (now.size !== bytes || now.mtimeMs !== mtimeMs) return undefined;
    }
    return join(folder, bundle, 'node.js');
  } catch {
    return undefined; // without a bundle the node starts from its sources
  }
}

/** Makes the bundle of the sources as they are. @throws when the bundler is not installed or the folder not writable */
export async function buildBundle(folder = FOLDER): Promise<void> {
  const { rolldown } = await import('rolldown');
  const input = Object.fromEntries(
    Object.entries(ENTRIES).map(([name, entry]) => [name, fileURLToPath(import.meta.resolve(entry))]),
  );
  const build = await rolldown({
    input,
    platform: 'node',
    external: EXTERNAL,
    logLevel: 'silent',
    plugins: [{ name: 'urls', transform: withUrls }],
  });
  const made = join(folder, `making-${process.pid}`);
  try {
    const { output } = await build.write({ dir: made, format: 'es', sourcemap: true });
    const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const inputs = modules
      .filter((id) => id.startsWith('/') || /^[A-Za-z]:/.test(id))
      .map((path) => [path, statSync(path).size, statSync(path).mtimeMs] as const);
    const bundle = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
    await rm(join(folder, bundle), { recursive: true, force: true });
    await rename(made, join(folder, bundle));
    await writeManifest(folder, { bundle, inputs });
    await removeOld(folder, bundle);
  } finally {
    await build.close();
    await rm(made, { recursive: true, force: true });
  }
}

/** Files are found from where the source lies, but for the thread, which is a file of the bundle. */
function withUrls(code: string, id: string): string | undefined {
  if (id.includes('/node_modules/') || !code.includes('import.meta.url')) return undefined;
  const [thread, bundled] = ['./verifier-thread.ts', './verifier-thread.js'].map(
    (file) => `new URL('${file}', import.meta.url)`,
  ) as [string, string];
  return code
    .split(thread)
    .map((part) => part.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)))
    .join(bundled);
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = join(folder, `${CURRENT}-${process.pid}`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(manifest));
  await rename(file, join(folder, CURRENT));
}

async function removeOld(folder: string, current: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = name !== current && name !== CURRENT && Date.now() - statSync(path).mtimeMs > KEPT_MS;
    if (isOld) await rm(path, { recursive: true, force: true });
  }
}

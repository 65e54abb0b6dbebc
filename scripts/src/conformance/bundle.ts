import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Scripts of the page by file name. */
export interface BrowserBundle {
  readonly files: ReadonlyMap<string, string>;
  /** Paths of all modules that are in it. */
  readonly modules: readonly string[];
}

/** What the page starts, by the name of its file. */
const ENTRIES = {
  conformance: '@plumbline/worker/training/conformance/browser-entry',
  thread: '@plumbline/worker/training/execute/browser-thread-entry',
};

/** Bundles conformance for a browser. @throws when something of the project's own imports a module of Node. */
export async function bundleForBrowser(): Promise<BrowserBundle> {
  const input = Object.fromEntries(
    Object.entries(ENTRIES).map(([name, entry]) => [name, fileURLToPath(import.meta.resolve(entry))]),
  );
  const bundle = await rolldown({
    input,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'no-node',
        resolveId(source, importer = 'an entry') {
          // Packages say themselves what stands for Node's modules in a browser.
          const excused = importer.includes('/node_modules/') && !source.startsWith('node:');
          if (excused || !isOfNode(source)) return;
          throw new Error(`${importer} imports ${source}, which a browser does not have.`);
        },
      },
    ],
  });
  try {
    const { output } = await bundle.generate({ format: 'es', minify: false });
    const chunks = output.filter((file) => file.type === 'chunk');
    return {
      files: new Map(chunks.map(({ fileName, code }) => [fileName, code])),
      modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    };
  } finally {
    await bundle.close();
  }
}

function isOfNode(source: string): boolean {
  return source.startsWith('node:') || builtinModules.includes(source);
}

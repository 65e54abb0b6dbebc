import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runtime } from '@plumbline/pallets-sim/runtime/runtime';
import {
  generateDefaultConsts,
  generateDefaultErrors,
  generateDefaultEvents,
  generateDefaultLookup,
  generateDefaultQuery,
  generateDefaultRpc,
  generateDefaultRuntime,
  generateDefaultTx,
} from '@polkadot/typegen/generate';

const HEADER =
  "// Generated from the chain's metadata by `npm run generate`. Do not edit.\n/* eslint-disable */\n\n";
const PARTS = ['consts', 'errors', 'events', 'query', 'tx', 'rpc', 'runtime'] as const;

/** The runtime's metadata, version 14, as SCALE bytes. */
function metadata(): Uint8Array {
  const opaque = runtime.call('Metadata_metadata', new Uint8Array(), {} as never);
  // Vec<u8>: the compact length takes 1, 2 or 4 bytes by its two lowest bits.
  const mode = (opaque[0] ?? 0) & 3;
  return opaque.subarray(mode === 0 ? 1 : 2 * mode);
}

/**
 * TypeScript types of the chain for `@polkadot/api`: file name → text. Importing `augment-api.ts` gives `api.tx`,
 * `api.query` and the rest the types of this chain.
 */
export async function chainTypes(): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-types-'));
  try {
    const hex = `0x${Buffer.from(metadata()).toString('hex')}` as const;
    await mkdir(folder, { recursive: true });
    const file = (name: string): string => join(folder, name);
    generateDefaultLookup(folder, hex);
    const lookup = (await import(pathToFileURL(file('lookup.ts')).href)) as {
      default: Record<string, unknown>;
    };
    const definitions = { rpc: {}, types: lookup.default } as Parameters<typeof generateDefaultConsts>[4];
    generateDefaultConsts(file('augment-api-consts.ts'), hex, {}, true, definitions);
    generateDefaultErrors(file('augment-api-errors.ts'), hex, {}, true);
    generateDefaultEvents(file('augment-api-events.ts'), hex, {}, true, definitions);
    generateDefaultQuery(file('augment-api-query.ts'), hex, {}, true, definitions);
    generateDefaultRpc(file('augment-api-rpc.ts'), {});
    generateDefaultRuntime(file('augment-api-runtime.ts'), hex, {}, true, definitions);
    generateDefaultTx(file('augment-api-tx.ts'), hex, {}, true, definitions);
    const files = new Map<string, string>();
    // index.ts would re-export hand-written types, of which there are none.
    for (const name of (await readdir(folder)).sort().filter((name) => name !== 'index.ts')) {
      files.set(name, HEADER + runnable(await readFile(file(name), 'utf8')));
    }
    const imports = [
      "import './types-lookup.ts';",
      ...PARTS.map((part) => `import './augment-api-${part}.ts';`),
    ];
    files.set('augment-api.ts', `${HEADER}${imports.join('\n')}\n`);
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Imports by the names that files have when TypeScript runs from source. */
function runnable(text: string): string {
  return text
    .replace(/^\/\/ Auto-generated.*\n|^\/\* eslint-disable \*\/\n/gm, '')
    .replace(/(from '\.[^']*)\.js'/g, "$1.ts'");
}

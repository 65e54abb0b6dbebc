import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { chainTypes } from '../src/generate/chain-types.ts';
import { buildManyHashes } from '../src/generate/many-hashes.ts';

const FOLDER = fileURLToPath(new URL('../../runtime-types/src/generated/', import.meta.url));

test('the types for polkadot.js are those of the chain as it is (npm run generate)', async () => {
  // The generator tells every file that it writes.
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const fresh = await chainTypes();
  vi.restoreAllMocks();
  expect((await readdir(FOLDER)).sort()).toEqual([...fresh.keys()].sort());
  for (const [name, text] of fresh) {
    expect(await readFile(join(FOLDER, name), 'utf8'), name).toBe(text);
  }
});

test('the kernel of hashing is what its sources compile to (npm run generate)', async () => {
  const written = new URL('../../verification/src/hash/many.generated.ts', import.meta.url);
  expect(await readFile(written, 'utf8')).toBe(await buildManyHashes());
});

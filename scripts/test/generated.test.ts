import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chainTypes } from '../src/generate/chain-types.ts';

const FOLDER = fileURLToPath(new URL('../../runtime-types/src/generated/', import.meta.url));

test('the types for polkadot.js are those of the chain as it is (npm run generate)', async () => {
  const fresh = await chainTypes();
  expect((await readdir(FOLDER)).sort()).toEqual([...fresh.keys()].sort());
  for (const [name, text] of fresh) {
    expect(await readFile(join(FOLDER, name), 'utf8'), name).toBe(text);
  }
});

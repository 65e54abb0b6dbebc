import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeKernels } from '@plumbline/worker/training/kernels/build';
import { writeManyHashes } from './generate/many-hashes.ts';

/** Writes everything in the repository that is generated: the WASM kernels, of training and of hashing, and the chain's types for clients. */
const CHAIN_TYPES = fileURLToPath(new URL('../../runtime-types/src/generated/', import.meta.url));

await writeKernels();
await writeManyHashes();
// What follows runs on what was just written.
const { chainTypes } = await import('./generate/chain-types.ts');
const files = await chainTypes();
await rm(CHAIN_TYPES, { recursive: true, force: true });
await mkdir(CHAIN_TYPES, { recursive: true });
for (const [name, text] of files) await writeFile(join(CHAIN_TYPES, name), text);
console.log(`kernels and ${files.size} files of chain types are up to date`);

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeKernels } from '@plumbline/worker/training/kernels/build';
import { chainTypes } from './generate/chain-types.ts';

/** Writes everything in the repository that is generated: the WASM kernels and the chain's types for clients. */
const CHAIN_TYPES = fileURLToPath(new URL('../../runtime-types/src/generated/', import.meta.url));

await writeKernels();
const files = await chainTypes();
await rm(CHAIN_TYPES, { recursive: true, force: true });
await mkdir(CHAIN_TYPES, { recursive: true });
for (const [name, text] of files) await writeFile(join(CHAIN_TYPES, name), text);
console.log(`kernels and ${files.size} files of chain types are up to date`);

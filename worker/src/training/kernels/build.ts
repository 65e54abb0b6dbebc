import { writeFile } from 'node:fs/promises';
import { compileAssembly, generatedModule } from './compile-assembly.ts';
import { entrySource, operationsSource } from './elementwise-source.ts';

const ASSEMBLY = new URL('./assembly/', import.meta.url);
const TARGET = new URL('./kernels.generated.ts', import.meta.url);

/**
 * Compiles the kernels from assembly/*.ts and the element programs of the element-wise operators.
 *
 * @returns the text of kernels.generated.ts; the same sources give the same text everywhere.
 */
export async function buildKernels(): Promise<string> {
  const generated = { 'entry.ts': entrySource(), 'operations.ts': operationsSource() };
  const wasm = await compileAssembly('entry.ts', generated, ASSEMBLY);
  return generatedModule(
    'KERNELS',
    wasm,
    'kernels/assembly/*.ts and the element programs by kernels/build.ts',
  );
}

/** Builds the kernels and writes kernels.generated.ts. */
export async function writeKernels(): Promise<void> {
  await writeFile(TARGET, await buildKernels());
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
// biome-ignore lint/correctness/noUndeclaredDependencies: the compiler is a tool of the repository's root, needed by generators only.
import asc from 'assemblyscript/asc';
import { TrainingError } from '../error.ts';

/** Relaxed SIMD stays off: its instructions may differ from machine to machine. */
const OPTIONS = ['-O3', '--enable', 'simd', '--importMemory', '--runtime', 'stub', '--noAssert'];

/**
 * Compiles AssemblyScript to WASM with SIMD over an imported memory.
 *
 * @param generated sources by name that no file holds; the others are read from `folder`.
 */
export async function compileAssembly(
  entry: string,
  generated: Readonly<Record<string, string>>,
  folder: URL,
): Promise<Uint8Array> {
  const outputs = new Map<string, Uint8Array>();
  const { error, stderr } = await asc.main([entry, '--outFile', 'out.wasm', ...OPTIONS], {
    readFile: async (name) => generated[name] ?? (await readSource(name, folder)),
    writeFile: (name, contents) => {
      outputs.set(name, typeof contents === 'string' ? Buffer.from(contents) : contents);
    },
    listFiles: () => [],
  });
  const wasm = outputs.get('out.wasm');
  if (error || !wasm) {
    throw new TrainingError('BadModel', `${entry} does not compile: ${stderr.toString()}`, { cause: error });
  }
  return wasm;
}

/** A TypeScript module with the hash of a WASM module and the module itself. */
export function generatedModule(name: string, wasm: Uint8Array, from: string): string {
  return [
    `// Generated from ${from}. Do not edit: run the generator.`,
    `export const ${name}_SHA256 = '${createHash('sha256').update(wasm).digest('hex')}';`,
    `export const ${name}_BASE64 =\n  '${Buffer.from(wasm).toString('base64')}';`,
    '',
  ].join('\n');
}

async function readSource(name: string, folder: URL): Promise<string | null> {
  try {
    return await readFile(new URL(name, folder), 'utf8');
  } catch {
    // The compiler probes several names for one import; null says that this one is not there.
    return null;
  }
}

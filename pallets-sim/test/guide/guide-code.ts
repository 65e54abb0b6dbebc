import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Beside the other pallets, where the guide says that the file belongs. */
const BESIDE = join(ROOT, 'pallets-sim/src/pallets/guide-');

/** A whole file of the guide's: the code block that declares something, in a folder beside the pallets. */
export async function guideCode(declares: string) {
  const guide = await readFile(join(ROOT, 'docs/pallets.md'), 'utf8');
  const blocks = [...guide.matchAll(/```ts\n(import .*?)```/gs)].map(([, code]) => code ?? '');
  const code = blocks.find((block) => block.includes(`export const ${declares} =`));
  if (code === undefined) throw new Error(`docs/pallets.md has no code that declares ${declares}`);
  const folder = await mkdtemp(BESIDE);
  const file = join(folder, 'pallet.ts');
  await writeFile(file, code);
  return {
    code,
    /** Imports it. */
    load: (): Promise<unknown> => import(file),
    /** What the compiler says against it, with the rules of this repository. */
    problems(): string[] {
      const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
      const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
      const program = ts.createProgram([file], options);
      const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
      return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

const REFUSED = [
  ['worker/src', '@plumbline/pallets-sim/main'],
  ['worker/src', '../../pallets-sim/src/main.ts'],
  ['pallets-sim/src', '../../worker/src/errors.ts'],
  ['pallets-sim/src/node', '../pallets/tasks/pallet.ts'],
  ['pallets-sim/src/node', '@plumbline/verification/merkle/tree'],
  ['pallets-sim/src/pallets', 'node:fs'],
  ['pallets-sim/src/runtime', '../node/hash.ts'],
  ['verification/src', 'node:fs'],
  ['verification/src', '../../worker/src/errors.ts'],
  ['runtime-types/src', '../../verification/src/merkle/tree.ts'],
] as const;
const ALLOWED = [
  ['worker/src', '@plumbline/verification/merkle/tree'],
  ['pallets-sim/src/pallets', '@plumbline/verification/merkle/tree'],
  ['pallets-sim/src/node', '../runtime/api.ts'],
] as const;

let folder: string;
let report: string;

/** A copy of the lint rules and manifests, with one file for each import. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-borders-'));
  for (const name of ['.', 'runtime-types', 'verification', 'pallets-sim', 'worker']) {
    await cp(join(ROOT, name, 'package.json'), join(folder, name, 'package.json'));
  }
  await cp(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  for (const [index, [where, from]] of [...REFUSED, ...ALLOWED].entries()) {
    const file = join(folder, where, `import-${index}.ts`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `import { x } from '${from}';\n\nexport const y = x;\n`);
  }
  const only = ['--only=style/noRestrictedImports', '--only=correctness/noUndeclaredDependencies'];
  const { stdout, stderr } = spawnSync(process.execPath, [BIOME, 'lint', '--colors=off', ...only], {
    cwd: folder,
    encoding: 'utf8',
  });
  report = stdout + stderr;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(REFUSED.map(([where, from], index) => [where, from, index] as const))(
  'a file in %s may not import %s',
  (where, _, index) => {
    expect(report).toContain(`${where}/import-${index}.ts`);
  },
);

test.each(ALLOWED.map(([where, from], index) => [where, from, REFUSED.length + index] as const))(
  'a file in %s may import %s',
  (where, _, index) => {
    expect(report).not.toContain(`${where}/import-${index}.ts`);
  },
);

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bundleForBrowser } from './bundle.ts';

/** Names that only Node defines. */
const NODE_GLOBALS = /(?<![\w.'"`])(Buffer|process|require|__dirname|setImmediate)\s*[.([]/;

test('nothing of operators and training imports Node or uses what only Node has', async () => {
  const { files, modules } = await bundleForBrowser();
  expect([...files.keys()]).toEqual(expect.arrayContaining(['conformance.js', 'thread.js']));
  const own = modules.filter((path) => path.endsWith('.ts') && !path.includes('/node_modules/'));
  expect(own.length).toBeGreaterThan(100);
  expect(own.some((path) => path.endsWith('execute/executor.ts'))).toBe(true);
  for (const path of own) {
    const code = (await readFile(path, 'utf8')).replace(/^\s*(\/\*\*|\*|\/\/).*$/gm, '');
    expect(NODE_GLOBALS.exec(code)?.[0], path).toBeUndefined();
  }
  // What is left to be found where the page is served: only its own scripts.
  const outside = [...files.values()].flatMap((code) =>
    [...code.matchAll(/^import .*?["']([^"']+)["'];$/gm)].map(([, from]) => from ?? ''),
  );
  for (const from of outside) expect(files.has(from.replace('./', '')), from).toBe(true);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chainArguments } from './chain-spec.ts';

test('a base path that is a file is named, with what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(chainArguments(file, 1)).rejects.toMatchObject({
    code: 'NoFolder',
    message: expect.stringMatching(`cannot keep the chain in ${file}: .* --base-path`),
  });
  expect(await readFile(file, 'utf8')).toBe('');
  const [, spec = ''] = await chainArguments(join(folder, 'new'), 0.5);
  expect(await readFile(spec, 'utf8')).toContain('"forcedErrorRate": 500000');
});

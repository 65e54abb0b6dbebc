import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-node.ts';
import { writeWhole } from './write-whole.ts';

it('a file is what was written, or what it was before and nothing beside it', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  await writeWhole('a text', file, 'one', { mode: 0o600 });
  await writeWhole('a text', file, Uint8Array.of(0x32));
  expect(await readFile(file, 'utf8')).toBe('2');
  await mkdir(join(folder.path, 'taken'));
  await writeFile(join(folder.path, 'taken', 'x'), '');
  await expect(writeWhole('a text', join(folder.path, 'taken'), 'three')).rejects.toMatchObject({
    code: 'WriteFailed',
    message: expect.stringMatching(/^cannot write a text in .*taken: /),
  });
  expect((await readdir(folder.path)).sort()).toEqual(['file', 'taken']);
});

it('a file that is written many times at once is one of them', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(100_000));
  await Promise.all(texts.map((text) => writeWhole('a text', file, text)));
  expect(texts).toContain(await readFile(file, 'utf8'));
  expect(await readdir(folder.path)).toEqual(['file']);
});

import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-node.ts';
import { makeFolder } from './make-folder.ts';

describe('a folder', () => {
  it('is made with those above it, and may be there', async () => {
    await using folder = await temporaryFolder();
    const inner = join(folder.path, 'a', 'b', 'c');
    await Promise.all([makeFolder(inner), makeFolder(inner), makeFolder(join(folder.path, 'a'))]);
    await makeFolder(inner);
    expect((await stat(inner)).isDirectory()).toBe(true);
    await makeFolder('/');
  });

  it('is refused below a file', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'file'), '');
    await expect(makeFolder(join(folder.path, 'file', 'a', 'b'))).rejects.toThrow('ENOTDIR');
  });

  it.skipIf(!existsSync('/proc/self'))('is refused where the system makes none', async () => {
    await expect(makeFolder('/proc/plumbline/chains/db')).rejects.toThrow('ENOENT');
  });
});

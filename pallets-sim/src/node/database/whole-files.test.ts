import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { chainErrors } from './errors.ts';
import { requireWholeFiles } from './whole-files.ts';

it('files that are gone by now are no damage: a node that has the database open merges them', async () => {
  await using folder = await temporaryFolder();
  const errors = chainErrors(folder.path);
  await requireWholeFiles(folder.path, ['000003.log', '000005.ldb', 'CURRENT'], errors);
  await writeFile(join(folder.path, '000007.log'), new Uint8Array(100).fill(1).fill(0, 4, 6));
  await expect(
    requireWholeFiles(folder.path, ['000003.log', '000005.ldb', '000007.log'], errors),
  ).rejects.toMatchObject({ code: 'BadDatabase', message: expect.stringContaining('000007.log') });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { kernelsHash } from '../training/kernels/identity.ts';
import { writeModel } from './model-files.ts';

test('a folder for a model that is a file is named, with what to do', async () => {
  const file = join(await temporaryFolder(), 'model');
  await writeFile(file, '');
  const model = { program: linearModel(kernelsHash()), state: [] };
  await expect(writeModel(file, 0, model)).rejects.toMatchObject({
    code: 'InvalidOption',
    message: expect.stringMatching(/model cannot be written to .*: give another --out/),
  });
});

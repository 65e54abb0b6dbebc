import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-node.ts';
import { chainConfig, databaseFolder } from './chain-flags.ts';

it('a subcommand is about the chain that the node would run: flags before the environment before the config file', async () => {
  await using folder = await temporaryFolder();
  const config = join(folder.path, 'node.json');
  await writeFile(config, JSON.stringify({ dev: true, 'base-path': '/in-file', 'rpc-port': 1 }));
  expect(await databaseFolder({ config })).toBe('/in-file/chains/plumbline_dev/db');
  const environment = { PLUMBLINE_BASE_PATH: '/in-environment' };
  expect(await chainConfig({ config }, environment)).toMatchObject({
    dev: true,
    basePath: '/in-environment',
  });
  expect(await chainConfig({ config, basePath: '/flag' }, environment)).toMatchObject({ basePath: '/flag' });
  await writeFile(config, JSON.stringify({ 'base-pth': '/x' }));
  await expect(databaseFolder({ config })).rejects.toMatchObject({
    code: 'BadOption',
    message: expect.stringContaining('base-path'),
  });
});

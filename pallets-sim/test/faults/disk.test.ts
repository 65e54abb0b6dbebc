import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { pairFromSuri } from '../../src/node/authorship/key-pair.ts';
import { temporaryFolder } from '../fake-node.ts';
import { startProcess, startProcessIn } from '../node-process.ts';
import { connect } from '../rpc-client.ts';

/** A user that owns nothing: root may write anywhere, so a test as root needs another one. */
const NOBODY = 65534;

async function chainIn(folder: string): Promise<string[]> {
  const file = join(folder, 'spec.json');
  const genesis = { runtimeGenesis: { patch: {} } };
  await writeFile(file, JSON.stringify({ name: 'Faults', id: 'faults', chainType: 'Local', genesis }));
  return ['--chain', file, '--base-path', folder, '--sealing', 'manual'];
}

const bytes = (length: number) => `0x${'5a'.repeat(length)}`;

describe('a node whose disk refuses', () => {
  it('says DiskFull, makes no further block, still serves, and goes on where it was when there is room', async () => {
    await using folder = await temporaryFolder();
    const args = await chainIn(folder.path);
    let head: unknown;
    {
      // No file may be larger than 400 kB, which the system refuses as it refuses a full disk.
      using node = await startProcessIn({ shell: 'ulimit -f 400' }, ...args);
      await using client = await connect(node.rpc);
      expect((await client.call('dev_setStorage', [['0x01', bytes(100_000)]])).error).toBeUndefined();
      head = (await client.call('chain_getBlockHash')).result;
      const full = {
        data: 'DiskFull',
        message: expect.stringContaining('Make room and start again'),
      };
      expect((await client.call('dev_setStorage', [['0x02', bytes(900_000)]])).error).toMatchObject(full);
      expect((await client.call('dev_newBlock')).error).toMatchObject(full);
      expect((await client.call('chain_getBlockHash')).result).toBe(head);
      expect((await client.call('state_getStorage', '0x01')).result).toBe(bytes(100_000));
    }
    using node = await startProcess(...args);
    await using client = await connect(node.rpc);
    expect((await client.call('chain_getBlockHash')).result).toBe(head);
    expect((await client.call('state_getStorage', '0x02')).result).toBeNull();
    expect((await client.call('dev_newBlock')).error).toBeUndefined();
  });

  it('says DiskFull of a key that it cannot keep whole, and starts again without it', async () => {
    await using folder = await temporaryFolder();
    const args = await chainIn(folder.path);
    const suri = `//Bob///${'x'.repeat(500_000)}`; // a password, which is kept with it
    const publicKey = toHex(pairFromSuri(suri).publicKey);
    for (const isThere of [false, true]) {
      using node = await startProcessIn({ shell: isThere ? ':' : 'ulimit -f 400' }, ...args);
      await using client = await connect(node.rpc);
      const { error } = await client.call('author_insertKey', 'plmb', suri, publicKey);
      if (isThere) expect(error).toBeUndefined();
      else expect(error).toMatchObject({ data: 'DiskFull', message: expect.stringContaining('a key in') });
      expect((await client.call('author_hasKey', publicKey, 'plmb')).result).toBe(isThere);
      expect(await readdir(join(folder.path, 'chains', 'faults', 'keystore'))).toHaveLength(isThere ? 1 : 0);
    }
  });

  it('says DiskFull of a state that it cannot leave in its file, ends, and leaves the chain', async () => {
    await using folder = await temporaryFolder();
    const [, spec = '', , , ...sealing] = await chainIn(folder.path);
    const chain = ['--chain', spec, ...sealing];
    const file = join(folder.path, 'state.json');
    const shell = `ulimit -f 400; export TMPDIR=${folder.path}`;
    using node = await startProcessIn({ shell }, ...chain, '--state', file);
    await using client = await connect(node.rpc);
    const head = (await client.call('dev_setStorage', [['0x01', bytes(250_000)]])).result;
    const ended = once(node.child, 'close');
    node.child.kill('SIGTERM');
    expect(await ended).toEqual([1, null]);
    const left = /no room for the state in .*state\.json: .*--base-path (\S+) gets its state/.exec(
      node.said.join('\n'),
    )?.[1];
    expect(await readdir(folder.path)).not.toContain('state.json.new');
    using again = await startProcess(...chain, '--base-path', left ?? '');
    await using second = await connect(again.rpc);
    expect((await second.call('chain_getBlockHash')).result).toBe(head);
  });

  it('says ReadOnlyFolder before it starts, and changes nothing', async (test) => {
    await using folder = await temporaryFolder();
    const args = await chainIn(folder.path);
    const isRoot = process.getuid?.() === 0;
    const here = fileURLToPath(import.meta.url);
    if (isRoot && spawnSync('test', ['-r', here], { uid: NOBODY }).status !== 0) {
      test.skip('another user than root cannot read the repository');
    }
    {
      using node = await startProcess(...args);
      await using client = await connect(node.rpc);
      await client.call('dev_newBlock');
    }
    const database = join(folder.path, 'chains', 'faults', 'db');
    const before = await readdir(database);
    const paths = [folder.path, join(folder.path, 'chains'), join(folder.path, 'chains', 'faults'), database];
    for (const path of [...paths, ...before.map((file) => join(database, file))]) await chmod(path, 0o555);
    const starting = startProcessIn(isRoot ? { uid: NOBODY } : {}, ...args);
    await expect(starting).rejects.toThrow(
      /cannot write to the chain database in .*Permission denied\. Let this user write/s,
    );
    for (const path of paths) await chmod(path, 0o755);
    expect(await readdir(database)).toEqual(before);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeAccount, fakeSpec } from '../../../test/fake-runtime.ts';
import { concatBytes } from '../bytes.ts';
import { Chain } from '../chain/chain.ts';

const script = fileURLToPath(new URL('../../../test/write-blocks.ts', import.meta.url));
const open = (folder: string, spec = fakeSpec()) =>
  Chain.open({ folder, spec, runtime: createFakeRuntime() });

/** Lets another process make blocks, kills it with SIGKILL after `count`, and returns what it said it had stored. */
async function makeBlocksAndKill(folder: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return lines;
}

describe('chain database', () => {
  it('has every block and every state again after kill -9', async () => {
    await using folder = await temporaryFolder();
    const stored = await makeBlocksAndKill(folder.path, 120);
    const chain = await open(folder.path);
    try {
      const [number, hash] = (stored.at(-1) ?? '').split(' ');
      expect(chain.head.number).toBeGreaterThanOrEqual(Number(number));
      expect(Buffer.from(chain.blockHash(Number(number))!).toString('hex')).toBe(hash);
      const nonceKey = concatBytes(new TextEncoder().encode('nonce'), fakeAccount(7));
      const stateAt = (n: number) => chain.stateAt(chain.header(chain.blockHash(n)!));
      expect(stateAt(6).get(nonceKey)).toBeUndefined();
      expect(stateAt(7).get(nonceKey)).toEqual(Uint8Array.of(1, 0, 0, 0));
      expect(chain.body(chain.blockHash(7)!)).toHaveLength(2);
    } finally {
      await chain.close();
    }
  });

  it('refuses a second node on the same folder, naming it', async () => {
    await using folder = await temporaryFolder();
    const chain = await open(folder.path);
    await expect(open(folder.path)).rejects.toMatchObject({
      code: 'DatabaseInUse',
      message: expect.stringContaining(folder.path),
    });
    await chain.close();
    await (await open(folder.path)).close();
  });

  it('names a folder that it cannot use', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    await expect(open(join(file, 'db'))).rejects.toMatchObject({
      code: 'NoFolder',
      message: expect.stringContaining('--base-path'),
    });
  });

  it('refuses the database of another chain', async () => {
    await using folder = await temporaryFolder();
    await (await open(folder.path)).close();
    await expect(open(folder.path, fakeSpec({ a: '0x02' }))).rejects.toMatchObject({ code: 'OtherChain' });
    await (await open(folder.path)).close();
  });

  it.each([
    ['a garbage MANIFEST', /^MANIFEST/, (file: string) => writeFile(file, 'garbage')],
    ['a lost CURRENT', /^CURRENT/, (file: string) => rm(file)],
    ['a garbage CURRENT', /^CURRENT/, (file: string) => writeFile(file, 'garbage')],
    ['an overwritten log or table', /\.(log|ldb)$/, scramble],
    ['a cut table', /\.ldb$/, (file: string) => truncate(file, 1000)],
    ['a lost table', /\.ldb$/, (file: string) => rm(file)],
  ])('tells of %s, naming the folder and what to do', async (_, pattern, damage) => {
    await using folder = await temporaryFolder();
    await makeBlocksAndKill(folder.path, 60);
    await (await open(folder.path)).close(); // moves what is in the log into a table
    const files = (await readdir(folder.path)).filter((name) => pattern.test(name));
    for (const file of files) await damage(join(folder.path, file));
    await expect(open(folder.path)).rejects.toMatchObject({
      code: 'BadDatabase',
      message: expect.stringMatching(
        new RegExp(`${folder.path}.*Restore the folder from a backup, or delete it`, 's'),
      ),
    });
  });
});

/** Overwrites the middle half of a file. */
async function scramble(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0x5a, bytes.length >> 2, (3 * bytes.length) >> 2);
  await writeFile(file, bytes);
}

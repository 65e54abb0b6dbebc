import { spawn, spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { OffchainStorage } from './offchain-storage.ts';

const [BEFORE, LATER] = [Uint8Array.of(1), Uint8Array.of(2)];
const VALUE = new Uint8Array(100).fill(0x5a);

it('says that its log is not what was written, changes nothing, and goes on with the log that was', async () => {
  await using folder = await temporaryFolder();
  const written = new OffchainStorage(folder.path, true);
  await written.set(BEFORE, VALUE);
  await written.set(LATER, VALUE);
  await written.close();
  const file = (await readdir(folder.path)).find((name) => name.endsWith('.log')) ?? '';
  const path = join(folder.path, file);
  const log = await readFile(path);
  const damaged = Buffer.from(log);
  damaged[50]! ^= 1;
  await writeFile(path, damaged);
  const storage = new OffchainStorage(folder.path, true);
  const refused = {
    code: 'BadDatabase',
    message: expect.stringMatching(
      `the offchain storage in ${folder.path} is damaged: ${file} is not what .* delete it to go on`,
    ),
  };
  await expect(storage.get(LATER)).rejects.toMatchObject(refused);
  await expect(storage.set(LATER, VALUE)).rejects.toMatchObject(refused);
  expect(await readFile(path)).toEqual(damaged);
  await writeFile(path, log);
  expect(await storage.get(LATER)).toEqual(VALUE);
  await storage.close();
});

it('takes nothing more after a disk was full, and has room again; what it took before is there at the next start', async (test) => {
  if (spawnSync('prlimit', ['--version']).error)
    test.skip('there is no prlimit here, which makes room again');
  await using folder = await temporaryFolder();
  const script = `
    import { execFileSync } from 'node:child_process';
    import { OffchainStorage } from ${JSON.stringify(new URL('./offchain-storage.ts', import.meta.url).href)};
    const storage = new OffchainStorage(process.argv[1], true);
    const [before, large, later] = [Uint8Array.of(1), Uint8Array.of(3), Uint8Array.of(2)];
    await storage.set(before, new Uint8Array(100).fill(0x5a));
    const say = (write) => write.then(() => console.log('taken'), ({ code }) => console.log(code));
    await Promise.all([say(storage.set(large, new Uint8Array(1_000_000))), say(storage.set(later, before))]);
    execFileSync('prlimit', ['--fsize=unlimited', '--pid', String(process.pid)]);
    await say(storage.set(later, before));
    await say(storage.clear(before));
    console.log((await storage.get(before)).length);
    process.kill(process.pid, 'SIGKILL');`;
  // No file may be larger than so many KiB, which the system refuses as it refuses a full disk.
  const line = 'ulimit -S -f 400; exec "$@"';
  const node = [process.execPath, '--input-type=module', '-e', script, folder.path];
  const child = spawn('bash', ['-c', line, 'bash', ...node], { stdio: ['ignore', 'pipe', 'inherit'] });
  expect(await text(child.stdout)).toBe('DiskFull\nDiskFull\nDiskFull\nDiskFull\n100\n');
  const storage = new OffchainStorage(folder.path, true);
  expect(await storage.get(BEFORE)).toEqual(VALUE);
  expect(await storage.get(LATER)).toBeUndefined();
  await storage.set(LATER, VALUE);
  await storage.close();
  const again = new OffchainStorage(folder.path, true);
  expect(await again.get(LATER)).toEqual(VALUE);
  await again.close();
});

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildBundle, freshBundle } from '../src/node-bundle.ts';

// Beside the packages, which what is not in the bundle is loaded from.
const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const START = `
const { nodeCommand } = await import(process.argv[1]);
const flags = ['--dev', '--tmp', '--sealing', 'manual', '--rpc-port', '0', '--no-prometheus', '--log-format', 'json'];
await nodeCommand().parseAsync(flags, { from: 'user' });`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(MODULES, '.bundle-test-'));
  await buildBundle(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a bundle is fresh until a file that it was made of is another', async () => {
  expect(freshBundle(folder)).toContain(folder);
  const file = join(folder, 'current.json');
  const text = await readFile(file, 'utf8');
  const manifest = JSON.parse(text);
  const source = manifest.inputs.findIndex(([path]: [string]) => path.endsWith('runtime/executive.ts'));
  expect(source).toBeGreaterThan(-1);
  manifest.inputs[source][1] += 1;
  await writeFile(file, JSON.stringify(manifest));
  expect(freshBundle(folder)).toBeUndefined();
  await writeFile(file, text);
  expect(freshBundle(join(folder, 'nowhere'))).toBeUndefined();
});

test('the bundled node starts, with its threads, and makes blocks', async () => {
  const args = ['--input-type=module', '-e', START, freshBundle(folder) ?? ''];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said: string[] = [];
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        said.push(line);
        const { rpc } = line.startsWith('{') ? JSON.parse(line) : {};
        if (rpc) resolve(rpc.replace('ws:', 'http:'));
      });
      child.once('exit', (code) => reject(new Error(`the node ended with ${code}: ${said.join('\n')}`)));
    });
    const call = async (method: string, params: unknown[]): Promise<unknown> => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return ((await answer.json()) as { result?: unknown }).result;
    };
    const { number } = (await call('chain_getHeader', [])) as { number: string };
    await call('engine_createBlock', [true, true]);
    expect(await call('chain_getHeader', [])).toMatchObject({
      number: `0x${(Number(number) + 1).toString(16)}`,
    });
  } finally {
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }
  expect(said.filter((line) => line.includes('failed'))).toEqual([]);
});

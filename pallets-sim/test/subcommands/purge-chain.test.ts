import { mkdir, readdir, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProcess } from '../node-process.ts';
import { command, json } from './command.ts';
import { type SixBlocks, sixBlocks } from './six-blocks.ts';

let six: SixBlocks;
beforeAll(async () => {
  six = await sixBlocks();
});
afterAll(() => six?.[Symbol.asyncDispose]());

describe('purge-chain', () => {
  it('removes nothing under a node that runs', async () => {
    using _node = await startProcess(...six.chain('running'), '--sealing', 'manual');
    const { code, stderr } = await command(['purge-chain', ...six.chain('running'), '-y']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('db is in use by another node')]);
    expect(await readdir(six.place('running/chains/sub/db'))).toContain('CURRENT');
  });

  it('removes the database when that is agreed to, and nothing else', async () => {
    await json('import-blocks', ...six.chain('purged'), six.place('blocks'));
    const keys = six.place('purged/chains/sub/keystore');
    await mkdir(keys);
    expect((await command(['purge-chain', ...six.chain('purged')])).stdout).toBe('Aborted\n');
    expect(await readdir(six.place('purged/chains/sub'))).toEqual(['db', 'keystore']);
    expect(await json('purge-chain', ...six.chain('purged'), '-y')).toMatchObject({ removed: true });
    expect(await readdir(six.place('purged/chains/sub'))).toEqual(['keystore']);
    expect(await json('purge-chain', ...six.chain('purged'), '-y')).toMatchObject({ removed: false });
    await rm(six.place('purged'), { recursive: true });
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProcess } from '../node-process.ts';
import { connect } from '../rpc-client.ts';
import { command } from './command.ts';
import { type SixBlocks, sixBlocks } from './six-blocks.ts';

let six: SixBlocks;
beforeAll(async () => {
  six = await sixBlocks();
});
afterAll(() => six?.[Symbol.asyncDispose]());

describe('export-state', () => {
  it('makes a spec from which a new chain begins with that state', async () => {
    const { stdout } = await command(['export-state', ...six.chain('a'), '3']);
    const exported = six.place('exported.json');
    await writeFile(exported, stdout);
    using node = await startProcess('--chain', exported, '--tmp', '--sealing', 'manual');
    await using client = await connect(node.rpc);
    const { stateRoot } = (
      await client.call('chain_getHeader', (await client.call('chain_getBlockHash', 0)).result)
    ).result as { stateRoot: string };
    const { stdout: blocks } = await command([
      'export-blocks',
      ...six.chain('a'),
      '--from',
      '3',
      '--to',
      '3',
    ]);
    expect(stateRoot).toBe(JSON.parse(blocks).block.header.stateRoot);
    expect((await client.call('dev_newBlock')).error).toBeUndefined();
  });
});

describe('--state', () => {
  it('leaves the chain in a file, and goes on from it', async () => {
    const file = six.place('state.json');
    const args = ['--chain', six.spec, '--state', file, '--sealing', 'manual'];
    const round = async (): Promise<unknown[]> => {
      using node = await startProcess(...args);
      await using client = await connect(node.rpc);
      const before = (await client.call('chain_getBlockHash')).result;
      await client.call('dev_newBlock', { count: 2 });
      const after = (await client.call('chain_getBlockHash')).result;
      const { number } = (await client.call('chain_getHeader')).result as { number: string };
      node.child.kill('SIGTERM');
      await new Promise((resolve) => node.child.once('exit', resolve));
      return [before, after, number];
    };
    const [genesis, second, two] = await round();
    expect([genesis, two]).toEqual([six.hashes[0], '0x2']);
    expect((await round()).slice(0, 1)).toEqual([second]);
    const { header } = JSON.parse(await readFile(file, 'utf8'));
    expect(header.slice(66, 68)).toBe('10'); // compact 4
    const { stderr } = await command([...args, '--base-path', six.place('both')]);
    expect(stderr).toContain('give either --state or --base-path');
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, json } from './command.ts';
import { type SixBlocks, sixBlocks } from './six-blocks.ts';

let six: SixBlocks;
beforeAll(async () => {
  six = await sixBlocks();
});
afterAll(() => six?.[Symbol.asyncDispose]());

describe('export-blocks and import-blocks', () => {
  it.each([
    ['JSON', []],
    ['binary', ['--binary']],
  ])('carry a chain to another node in %s', async (name, flags) => {
    const file = six.place(`blocks-${name}`);
    const out = await json('export-blocks', ...six.chain('a'), file, ...flags);
    expect(out).toEqual({ file, from: 1, to: 6, blocks: 6 });
    const [first, second] = [six.place(name), six.place(`${name}-again`)];
    const target = ['--chain', six.spec, '--base-path', first];
    expect(await json('import-blocks', ...target, file, ...flags)).toEqual({
      imported: 6,
      known: 0,
      best: 6,
    });
    expect(await json('import-blocks', ...target, file, ...flags)).toEqual({
      imported: 0,
      known: 6,
      best: 6,
    });
    expect(await json('export-blocks', ...target, second, ...flags)).toMatchObject({ blocks: 6 });
    expect(await readFile(second)).toEqual(await readFile(file));
  });

  it('write what a Substrate node writes, and read it from stdin', async () => {
    const { stdout } = await command(['export-blocks', ...six.chain('a'), '--from', '2', '--to', '3']);
    const blocks = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(blocks).toHaveLength(2);
    expect(blocks[0].block.header).toMatchObject({ number: '0x2', parentHash: six.hashes[1] });
    expect(Object.keys(blocks[0])).toEqual(['block', 'justifications']);
    const from1 = (await command(['export-blocks', ...six.chain('a'), '--to', '2'])).stdout;
    const { stdout: said } = await command(
      ['import-blocks', ...six.chain('stdin')],
      from1.replaceAll('\n', ''),
    );
    expect(said).toBe(`imported 2 blocks, had 0 before; best: #2 (${six.hashes[2]})\n`);
  });

  it('write and read nothing of a chain that has only its genesis', async () => {
    for (const format of [[], ['--binary']]) {
      const file = six.place(`none${format}`);
      expect(await json('export-blocks', ...six.chain('fresh'), file, ...format)).toMatchObject({
        blocks: 0,
      });
      expect(await json('import-blocks', ...six.chain('fresh'), file, ...format)).toMatchObject({
        imported: 0,
        best: 0,
      });
    }
    const asked = await command(['export-blocks', ...six.chain('fresh'), six.place('none'), '--from', '1']);
    expect(asked.stderr).toContain('there is no block 1: the chain ends at 0');
  });

  it('refuse what is cut, changed or out of order, and keep what was right before it', async () => {
    const { stdout } = await command(['export-blocks', ...six.chain('a')]);
    const lines = stdout.trim().split('\n');
    const changed = lines[1]!.replace(/(?<="stateRoot":"0x)../, (byte) => (byte === '00' ? '01' : '00'));
    const cases = [
      [`${lines[0]}\n${lines[2]}`, /block 3 0x.* is not built on the head/],
      [`${lines[0]}\n${changed}`, /block 2 0x.* is not valid/],
      [stdout.slice(0, -40), /ends in the middle of a block/],
      ['{"block":{}}', /its 1\. block: it has no "block"/],
    ] as const;
    await Promise.all(
      cases.map(async ([input, message], i) => {
        const { code, stderr } = await command(['import-blocks', ...six.chain(`bad-${i}`)], input);
        expect(code).toBe(1);
        expect(stderr.trim().split('\n')).toHaveLength(1);
        expect(stderr).toMatch(message);
      }),
    );
    const binary = six.place('cut');
    await json('export-blocks', ...six.chain('a'), binary, '--binary');
    await writeFile(binary, (await readFile(binary)).subarray(0, -20));
    const { stderr } = await command(['import-blocks', ...six.chain('bad-4'), binary, '--binary']);
    expect(stderr).toMatch(/ends after 5 of 6 blocks/);
  });
});

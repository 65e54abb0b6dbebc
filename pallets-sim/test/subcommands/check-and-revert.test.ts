import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, json } from './command.ts';
import { type SixBlocks, sixBlocks } from './six-blocks.ts';

let six: SixBlocks;
beforeAll(async () => {
  six = await sixBlocks();
});
afterAll(() => six?.[Symbol.asyncDispose]());

describe('check-block', () => {
  it('executes a block again, by number or hash', async () => {
    expect(await json('check-block', ...six.chain('a'), '4')).toMatchObject({ number: 4, extrinsics: 1 });
    const { stdout } = await command(['check-block', ...six.chain('a'), String(six.hashes[5])]);
    expect(stdout).toMatch(/^block #5 \(0x.*\) is valid: 1 extrinsics in \d+ ms$/m);
    const missing = await command(['check-block', ...six.chain('a'), '7']);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('the chain ends at 6') });
  });
});

describe('revert', () => {
  it('goes back, and the chain goes on from there', async () => {
    await json('import-blocks', ...six.chain('back'), six.place('blocks'));
    expect(await json('revert', ...six.chain('back'), '2')).toEqual({
      reverted: 2,
      best: 4,
      hash: six.hashes[4],
    });
    expect(await json('import-blocks', ...six.chain('back'), six.place('blocks'))).toEqual({
      imported: 2,
      known: 4,
      best: 6,
    });
    expect(await json('revert', ...six.chain('back'))).toMatchObject({ reverted: 6, best: 0 });
  });
});

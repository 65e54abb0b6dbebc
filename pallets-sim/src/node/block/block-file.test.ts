import { describe, expect, it } from 'vitest';
import { concatBytes } from '../bytes.ts';
import { compact, u64Bytes } from '../scale.ts';
import { binaryStart, readBinaryBlocks, readJsonBlocks } from './block-file.ts';

const CHUNK = 1024 * 1024;
const text = (value: string) => new TextEncoder().encode(value);

/** A file that never ends: a beginning, and then the same byte again and again. Says how much of it was read. */
function endless(beginning: Uint8Array, byte: number) {
  const read = { chunks: 0 };
  const more = new Uint8Array(CHUNK).fill(byte);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield beginning;
    for (; read.chunks < 60; read.chunks++) yield more;
  }
  return { chunks: chunks(), read };
}

async function problem(blocks: AsyncIterable<unknown>): Promise<unknown> {
  try {
    for await (const _ of blocks);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a file of blocks', () => {
  const header = concatBytes(new Uint8Array(32), compact(1), new Uint8Array(64), compact(0));
  it.each([
    ['a block in JSON that does not end', readJsonBlocks, text('{"block":{"extrinsics":["0x'), 0x30],
    ['text in which there is no block', readJsonBlocks, text('"'), 0x7b],
    [
      'an extrinsic that is said to be long',
      readBinaryBlocks,
      concatBytes(binaryStart(1), header, compact(1), compact(2 ** 30 - 1)),
      0,
    ],
    [
      'a list of extrinsics that is said to be long',
      readBinaryBlocks,
      concatBytes(binaryStart(1), header, compact(2 ** 30 - 1)),
      4,
    ],
    ['much behind the last block', readBinaryBlocks, u64Bytes(0n), 0],
  ] as const)('is given up before it fills the memory: %s', async (_, read, beginning, byte) => {
    const file = endless(beginning, byte);
    expect(await problem(read(file.chunks))).toMatchObject({ code: 'BadBlockFile' });
    expect(file.read.chunks).toBeLessThan(40);
  });

  it('may have as much space between its blocks as one likes, which is not kept', async () => {
    const file = endless(text(''), 0x20);
    expect(await problem(readJsonBlocks(file.chunks))).toBeUndefined();
    expect(file.read.chunks).toBe(60);
  });
});

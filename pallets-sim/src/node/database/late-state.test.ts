import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Level } from 'level';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { fakeAccount } from '../../../test/fake-transaction.ts';
import { concatBytes } from '../bytes.ts';
import { Chain } from '../chain/chain.ts';
import { blake2b256 } from '../hash.ts';
import { u32Bytes } from '../scale.ts';
import { verifyState } from '../state/verify-state.ts';
import { KIND, metaName } from './record.ts';

const script = fileURLToPath(new URL('../../../test/write-blocks.ts', import.meta.url));
const LATE = concatBytes(Uint8Array.of(KIND.meta), metaName('late'));
const BLOCKS = 4;

/** Leaves a chain whose newest block is stored and whose state at it is not. */
async function killBetween(folder: string): Promise<void> {
  const child = spawn(process.execPath, [script, folder, `${BLOCKS}`], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

/** What is stored under the record, after `change` if there is one. */
async function lateRecord(folder: string, change?: (bytes: Uint8Array) => void) {
  const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
  const value = await level.get(LATE);
  if (value && change) {
    change(value);
    await level.put(LATE, value);
  }
  await level.close();
  return value;
}

const open = (folder: string, state: number | 'archive') =>
  Chain.open({ folder, spec: fakeSpec(), runtime: createFakeRuntime(), pruning: { state } });

it('a node killed between a block and its state computes the state again', async () => {
  await using folder = await temporaryFolder();
  await killBetween(folder.path);
  expect(await lateRecord(folder.path)).toBeDefined();
  const chain = await open(folder.path, 'archive');
  const { head, trieStore } = chain;
  expect(head.number).toBe(BLOCKS);
  for (let number = 1; number <= BLOCKS; number++) {
    const state = chain.stateAt(chain.header(chain.blockHash(number)!));
    for (let i = 0; i < 300; i++) expect(state.get(blake2b256(u32Bytes(i)))).toEqual(fakeAccount(number));
  }
  expect(verifyState(trieStore, head.stateRoot)).toBeGreaterThan(300);
  await chain.close();
  expect(await lateRecord(folder.path)).toBeUndefined();
  await killBetween(folder.path); // and goes on from there
  const again = await open(folder.path, 'archive');
  expect(again.head.number).toBe(2 * BLOCKS);
  await again.close();
});

it('names what a block has changed when that is damaged, and leaves it as it is', async () => {
  await using folder = await temporaryFolder();
  await killBetween(folder.path);
  const flip = (bytes: Uint8Array) => {
    bytes[bytes.length >> 1]! ^= 1;
  };
  const damaged = await lateRecord(folder.path, flip);
  for (let time = 0; time < 2; time++) {
    const refused = { code: 'CorruptRecord', message: expect.stringContaining('the meta record 0x6c617465') };
    await expect(open(folder.path, 'archive')).rejects.toMatchObject(refused);
    expect(await lateRecord(folder.path)).toEqual(damaged);
  }
  await lateRecord(folder.path, flip);
  await (await open(folder.path, 'archive')).close();
});

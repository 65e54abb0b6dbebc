import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { silent, temporaryFolder } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { fakeAccount, fakeTransaction } from '../../../test/fake-transaction.ts';
import { flipByte } from '../../../test/faults/flip-byte.ts';
import type { Runtime } from '../../runtime/api.ts';
import { Keystore } from '../authorship/keystore.ts';
import { executeBlock } from '../block/import-block.ts';
import { concatBytes } from '../bytes.ts';
import { Chain } from '../chain/chain.ts';
import { TransactionPool } from '../pool/pool.ts';
import { Sealer } from '../sealing/sealer.ts';
import { closestDescendant } from '../trie/cursor.ts';
import { toNibbles } from '../trie/nibbles.ts';
import type { Kind } from './record.ts';

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

  it('looks at all of the state when the node has ended otherwise, and at its root when it was closed', async () => {
    await using folder = await temporaryFolder();
    const database = join(folder.path, 'left');
    const nonceKey = concatBytes(new TextEncoder().encode('nonce'), fakeAccount(7));
    const chain = await open(database);
    for (const nonce of [0, 1]) await sealerOf(chain).then((sealer) => sealer.seal(transfer(nonce)));
    const account = closestDescendant(chain.trieStore, chain.head.stateRoot, toNibbles(nonceKey))!;
    const image = join(folder.path, 'image');
    await cp(database, image, { recursive: true }); // as a kill leaves it
    await chain.close();
    for (const place of [database, image]) await flipByte(place, 'preimage', account);
    await expect(open(image)).rejects.toMatchObject({ code: 'CorruptRecord' });
    const again = await open(database);
    expect(() => again.stateAt().get(nonceKey)).toThrow(expect.objectContaining({ code: 'CorruptNode' }));
    await again.close();
    const unmarked = join(folder.path, 'opened');
    const third = await open(database);
    await cp(database, unmarked, { recursive: true }); // whoever opens it takes the mark away
    await third.close();
    await expect(open(unmarked)).rejects.toMatchObject({ code: 'CorruptRecord' });
    await expect(open(unmarked)).rejects.toMatchObject({ code: 'CorruptRecord' }); // and a refusal does not put it back
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
    ['one bit of a table', /\.ldb$/, flipBit],
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

it('one bit of the log that is not what it was is named, and no block is passed over for it', async () => {
  await using folder = await temporaryFolder();
  const [last = ''] = (await makeBlocksAndKill(folder.path, 30)).slice(-1);
  const [name = ''] = (await readdir(folder.path)).filter((file) => file.endsWith('.log'));
  const file = join(folder.path, name);
  const log = await readFile(file);
  const flip = async (at: number) => {
    log[at]! ^= 4;
    await writeFile(file, log);
  };
  for (const share of [0.01, 0.5, 0.98]) {
    const at = Math.floor(share * log.length);
    await flip(at);
    for (let time = 0; time < 2; time++) {
      await expect(open(folder.path)).rejects.toMatchObject({
        code: 'BadDatabase',
        message: expect.stringMatching(/\.log is not what was written, from byte \d+ on/),
      });
    }
    await flip(at);
  }
  const chain = await open(folder.path);
  expect(chain.head.number).toBeGreaterThanOrEqual(Number(last.split(' ')[0]));
  await chain.close();
});

describe('a record that was changed on disk', () => {
  const META = (name: string) => new TextEncoder().encode(name);
  const number = (n: number) => Uint8Array.of(0, 0, 0, n);
  it.each<[string, string, Kind, (chain: Chain) => Uint8Array]>([
    ['the head', 'at the start', 'meta', () => META('head')],
    ['the pruning mode', 'at the start', 'meta', () => META('statePruning')],
    ['the list of blocks', 'at the start', 'canonical', () => number(2)],
    ['the header of a block', 'at the start', 'header', (chain) => chain.blockHash(2)!],
    ['the body of a block', 'at the start', 'body', (chain) => chain.blockHash(2)!],
    ['the state', 'at the start', 'preimage', (chain) => chain.head.stateRoot],
    ['a body that is pruned next', 'when it is used', 'level', () => number(3)],
    ['what a block did to the state', 'when it is used', 'journal', (chain) => chain.blockHash(3)!],
    ['an old state', 'when it is used', 'preimage', (chain) => chain.header(chain.blockHash(3)!)!.stateRoot],
  ])('%s: is found %s, named, and stays as it is', async (what, when, kind, nameOf) => {
    const code = what === 'an old state' ? 'CorruptNode' : 'CorruptRecord';
    await using folder = await temporaryFolder();
    const options = { folder: folder.path, spec: fakeSpec(), runtime: createFakeRuntime() };
    const pruning = { state: 4, blocks: 4 };
    const chain = await Chain.open({ ...options, pruning });
    await makeBlocks(chain, 5);
    const name = nameOf(chain);
    await chain.close();
    const flipped = await flipByte(folder.path, kind, name);
    const found = async (): Promise<string> => {
      const again = await Chain.open({ ...options, pruning }).catch(codeOf);
      if (typeof again === 'string') return `${again} at the start`;
      try {
        const third = again.header(again.blockHash(3)!)!;
        again.stateAt(third).get(new TextEncoder().encode('number'));
        await makeBlocks(again, 1);
        return 'nothing';
      } catch (error) {
        return `${codeOf(error)} when it is used`;
      } finally {
        await again.close();
      }
    };
    expect(await found()).toBe(`${code} ${when}`);
    expect(await flipByte(folder.path, kind, name)).not.toEqual(flipped); // it was still there, to be flipped back
    expect(await found()).toBe('nothing');
  });

  it('is no fault of the transaction or the block that reads it', async () => {
    await using folder = await temporaryFolder();
    const nonceKey = concatBytes(new TextEncoder().encode('nonce'), fakeAccount(7));
    const fake = createFakeRuntime();
    const runtime: Runtime = {
      version: fake.version,
      call: (method, args, state) =>
        method === 'Core_execute_block' ? (state.get(nonceKey) ?? args) : fake.call(method, args, state),
    };
    const options = { folder: folder.path, spec: fakeSpec(), runtime };
    const chain = await Chain.open(options);
    for (const nonce of [0, 1]) await sealerOf(chain).then((sealer) => sealer.seal(transfer(nonce)));
    const first = chain.header(chain.blockHash(1)!)!;
    const account = closestDescendant(chain.trieStore, first.stateRoot, toNibbles(nonceKey))!;
    await chain.close();
    await flipByte(folder.path, 'preimage', account);
    const again = await Chain.open(options);
    const second = { header: again.head, body: again.body(again.head.hash)! };
    await again.moveHead(first);
    const sealer = await sealerOf(again);
    await expect(sealer.seal(transfer(1))).rejects.toMatchObject({ code: 'CorruptNode' });
    expect(() => executeBlock(again, second)).toThrow(expect.objectContaining({ code: 'CorruptNode' }));
    expect(again.head).toBe(first);
    await again.close();
  });
});

const codeOf = (error: unknown): string => (error as { code: string }).code;

const transfer = (nonce: number) => ({ extrinsics: [fakeTransaction({ who: 7, nonce })] });

async function sealerOf(chain: Chain): Promise<Sealer> {
  const pool = new TransactionPool(chain, { now: () => 0 });
  const keystore = await Keystore.open();
  return new Sealer({ chain, pool, keystore, sealing: 'manual', now: () => 0, log: silent });
}

async function makeBlocks(chain: Chain, count: number): Promise<void> {
  const sealer = await sealerOf(chain);
  for (let i = 0; i < count; i++) await sealer.seal();
}

/** Changes a bit in the middle of a file. */
async function flipBit(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[bytes.length >> 1]! ^= 4;
  await writeFile(file, bytes);
}

/** Overwrites the middle half of a file. */
async function scramble(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0x5a, bytes.length >> 2, (3 * bytes.length) >> 2);
  await writeFile(file, bytes);
}

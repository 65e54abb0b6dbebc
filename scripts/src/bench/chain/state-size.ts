import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseChainSpec } from '@plumbline/pallets-sim/node/chain-spec/chain-spec';
import { type NodeCore, openCore } from '@plumbline/pallets-sim/node/core';
import type { StorageChange } from '@plumbline/pallets-sim/node/sealing/build-block';
import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import { runtime } from '@plumbline/pallets-sim/runtime/runtime';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { pino } from 'pino';
import { benchSpec } from './node.ts';
import { median } from './quantile.ts';
import { type Account, signedTransfer } from './transfers.ts';

const BATCH = 100_000;
const quiet = pino({ level: 'silent' });
const TRANSFERS = 100;

/**
 * Median milliseconds of a block of transfers from 100 accounts to 100 others, with so many accounts in the state: blocks
 * of the sizes in turn, so that whatever else the machine does slows all of them down alike.
 *
 * @param accounts can sign, more than 100 of them; they are in the state of each size
 */
export async function blockTimes(
  accounts: readonly Account[],
  sizes: readonly number[],
  blocks: number,
): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const chains: { core: NodeCore; size: number; times: number[] }[] = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const core = await openCore({
      runtime,
      spec: parseChainSpec(JSON.parse(benchSpec(accounts))),
      basePath: folder,
      sealing: 'manual',
      // As in a node, what is written behind a block gets its turn while the next transactions come in.
      signatureThreads: 1,
      logs: () => quiet,
      now: Date.now,
    });
    stack.defer(() => core.stop());
    await core.sealer.seal();
    for (let there = accounts.length; there < size; there += BATCH) {
      const changes = newAccounts(there, Math.min(there + BATCH, size));
      await core.sealer.seal({ extrinsics: [], changes: () => changes });
    }
    await untilSettled(core.folder);
    chains.push({ core, size, times: [] });
  }
  for (let block = 0; block < blocks; block++) {
    for (const { core, size, times } of chains) times.push(await blockTime(core, accounts, block, size));
  }
  // The first meet a cold cache and a cold compiler.
  return chains.map(({ times }) => median(times.slice(blocks >> 2)));
}

/** Waits until LevelDB has sorted what was written: a million accounts at once keep it busy, and no block brings them. */
async function untilSettled(folder: string): Promise<void> {
  let before: string;
  let files = '';
  do {
    before = files;
    await delay(1_000);
    files = (await readdir(folder)).sort().join();
  } while (files !== before);
}

/** The address of an account that only receives. */
function receiver(number: number): Uint8Array {
  const address = new Uint8Array(32).fill(0xac);
  new DataView(address.buffer).setUint32(0, number);
  return address;
}

function newAccounts(from: number, to: number): StorageChange[] {
  const { Account } = system.storage;
  const data = { free: 10n ** 15n, reserved: 0n, frozen: 0n, flags: 1n << 127n };
  const value = Account.description.shape.codec.enc({
    nonce: 0,
    consumers: 0,
    providers: 1,
    sufficients: 0,
    data,
  });
  return Array.from({ length: to - from }, (_, i) => [Account.key(toHex(receiver(from + i))), value]);
}

async function blockTime(
  core: NodeCore,
  accounts: readonly Account[],
  nonce: number,
  size: number,
): Promise<number> {
  const signedFor = { genesisHash: core.chain.genesisHash, specVersion: 1, transactionVersion: 1 };
  for (const [i, from] of accounts.slice(0, TRANSFERS).entries()) {
    // A stride that has nothing to do with the order of keys. Whatever the size, no receiver of a block sends or receives
    // in it once more: as many accounts change.
    const to = TRANSFERS + (((nonce * TRANSFERS + i) * 7_919) % (size - TRANSFERS));
    const target = accounts[to]?.publicKey ?? receiver(to);
    await core.pool.submit(signedTransfer(from, nonce, target, 1_000, signedFor).extrinsic);
  }
  const began = performance.now();
  const { included } = await core.sealer.seal();
  if (included !== TRANSFERS) throw new Error(`a block holds ${included} transfers instead of ${TRANSFERS}`);
  return performance.now() - began;
}

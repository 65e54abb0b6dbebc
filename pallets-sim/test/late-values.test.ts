import { toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addressOf } from '../src/frame/address.ts';
import type { RuntimeCall } from '../src/frame/context.ts';
import { mockExtrinsic } from '../src/node/metadata/mock-extrinsic.ts';
import type { RunningNode } from '../src/node/node.ts';
import { EMPTY_ACCOUNT_DATA } from '../src/pallets/balances/account-data.ts';
import { balancesPallet } from '../src/pallets/balances/pallet.ts';
import { system } from '../src/pallets/system/declaration.ts';
import { BLOCK_WEIGHTS } from '../src/pallets/system/limits.ts';
import { systemPallet } from '../src/pallets/system/pallet.ts';
import { timestampPallet } from '../src/pallets/timestamp/pallet.ts';
import { assembly } from '../src/runtime/runtime.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';

const MOST = 0xffff_ffff;
const [alice, bob, carol] = [account('Alice'), account('Bob'), account('Carol')];

let node: RunningNode;
beforeEach(async () => {
  node = await startFundedNode('manual', { mockSignatures: true });
});
afterEach(() => node.stop());

const by = (who: typeof alice, call: RuntimeCall): Uint8Array =>
  mockExtrinsic(node.chain, node.chain.head, assembly.call.codec.enc(call), who.publicKey);

const sudo = (type: string, value: Record<string, unknown>): RuntimeCall => ({
  type: 'Sudo',
  value: { type, value },
});
const setStorage = (key: Uint8Array, value: Uint8Array): RuntimeCall =>
  sudo('sudo', { call: systemPallet.call('setStorage', { items: [[key, value]] }) });
const transfer = (to: typeof alice): RuntimeCall =>
  balancesPallet.call('transferKeepAlive', { dest: addressOf(toHex(to.publicKey)), value: UNIT });

/** Submits, makes a block, and says how many transactions it holds and how many still wait. */
async function sealed(...extrinsics: Uint8Array[]): Promise<number[]> {
  for (const extrinsic of extrinsics) await node.pool.submit(extrinsic);
  const { included } = await node.sealer.seal();
  return [included, node.pool.readyCount];
}

it('an account with as many providers as there can be, put there by hand, stops the transaction and no block', async () => {
  const full = { nonce: 0, consumers: 0, providers: MOST, sufficients: 0, data: EMPTY_ACCOUNT_DATA };
  const { Account } = system.storage;
  const bytesOfFull = Account.description.shape.codec.enc(full);
  expect(await sealed(by(alice, setStorage(Account.key(toHex(carol.publicKey)), bytesOfFull)))).toEqual([
    1, 0,
  ]);
  expect(await sealed(by(alice, transfer(carol)), by(bob, transfer(alice)))).toEqual([1, 0]);
  expect(await sealed(by(alice, transfer(bob)))).toEqual([1, 0]);
});

it('an index of extrinsics that has no next, put there by hand, stops the transaction and no block', async () => {
  const key = new TextEncoder().encode(':extrinsic_index');
  const last = by(alice, setStorage(key, u32.codec.enc(MOST)));
  expect(await sealed(last, by(bob, transfer(alice)))).toEqual([1, 0]);
});

it('a weight that the block cannot hold stops the transaction of which it is', async () => {
  const { refTime } = BLOCK_WEIGHTS.perClass.mandatory.baseExtrinsic;
  const weight = { refTime: 2n ** 64n - 1n - refTime, proofSize: 0n };
  const call = timestampPallet.call('set', { now: 1n });
  const heavy = by(alice, sudo('sudoUncheckedWeight', { call, weight }));
  await expect(node.sealer.seal({ extrinsics: [heavy] })).rejects.toMatchObject({ code: 'ExtrinsicRefused' });
});

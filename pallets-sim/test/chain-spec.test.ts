import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../src/frame/genesis.ts';
import { createTestChain } from '../src/frame/testing/test-chain.ts';
import { buildGenesis } from '../src/node/chain/genesis.ts';
import { readChainSpec } from '../src/node/chain-spec/chain-spec.ts';
import { totalBalance } from '../src/pallets/balances/accounts.ts';
import { UNIT } from '../src/pallets/balances/declaration.ts';
import { balancesPallet } from '../src/pallets/balances/pallet.ts';
import { disputes } from '../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../src/pallets/disputes/pallet.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../src/pallets/disputes/params.ts';
import { stakes } from '../src/pallets/stakes/declaration.ts';
import { JACKPOT } from '../src/pallets/stakes/jackpot.ts';
import { stakesPallet } from '../src/pallets/stakes/pallet.ts';
import { DEFAULT_PARAMS as STAKES } from '../src/pallets/stakes/params.ts';
import { tasks } from '../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../src/pallets/tasks/pallet.ts';
import { DEFAULT_PARAMS as TASKS } from '../src/pallets/tasks/params.ts';
import { runtime } from '../src/runtime/runtime.ts';

const FILE = fileURLToPath(new URL('../../chain-spec.json', import.meta.url));

describe("the development chain's spec", () => {
  it('is a genesis block of this runtime', async () => {
    const { header } = buildGenesis(await readChainSpec(FILE), runtime);
    expect(header.hash).toHaveLength(32);
  });

  it('endows the six development accounts and the jackpot, and says the parameters that are the default', async () => {
    const { genesis } = await readChainSpec(FILE);
    const {
      sudo: _,
      randomness: __,
      ...patch
    } = ('runtimeGenesis' in genesis ? genesis.runtimeGenesis.patch : {}) as Record<string, Json>;
    const { context } = createTestChain(
      { 2: balancesPallet, 10: stakesPallet, 11: tasksPallet, 12: disputesPallet },
      patch,
    );
    const { balances } = patch.balances as { balances: Json[] };
    expect(balances).toHaveLength(7);
    expect(totalBalance(context, JACKPOT)).toBe(UNIT);
    expect(stakes.storage.Params.get(context)).toEqual(STAKES);
    expect(tasks.storage.Params.get(context)).toEqual(TASKS);
    expect(disputes.storage.Params.get(context)).toEqual(DISPUTES);
  });

  it.each<[string, Json]>([
    ['tasks.params.openBlocks', { tasks: { params: { ...TASKS, openBlocks: 0 } } }],
    ['tasks.params.taxRate', { tasks: { params: { ...TASKS, taxRate: 'much' } } }],
    ['disputes.params.moveBlocks', { disputes: { params: { ...DISPUTES, moveBlocks: 0 } } }],
    ['stakes.params', { stakes: {} }],
  ])('is refused with the place of what is wrong: %s', (path, patch) => {
    const pallets = { 2: balancesPallet, 10: stakesPallet, 11: tasksPallet, 12: disputesPallet };
    expect(() => createTestChain(pallets, patch)).toThrow(path);
  });
});

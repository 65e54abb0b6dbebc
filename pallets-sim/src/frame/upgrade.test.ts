import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u8, u32 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { declarePallet, event } from './declaration.ts';
import { definePallet, type Pallet } from './pallet.ts';
import { value } from './storage.ts';
import { storageVersion, storageVersionKey } from './storage-version.ts';
import { createTestChain } from './testing/test-chain.ts';
import type { Migration } from './upgrade.ts';
import { ZERO_WEIGHT } from './weight.ts';

/** The pallet as it was: a total of at most 255. */
const first = declarePallet({
  name: 'Tally',
  docs: 'Counts blocks.',
  storage: { Total: value('How many.', u8, 0) },
});

const firstPallet = definePallet(first, {
  hooks: {
    onInitialize(context) {
      first.storage.Total.mutate(context, (total) => total + 1);
      return ZERO_WEIGHT;
    },
  },
});

/** As it became: a wider total (2), under another name (3). Says in events what ran. */
const second = declarePallet({
  name: 'Tally',
  docs: 'Counts blocks, and does not stop at 255.',
  storageVersion: 2,
  storage: { Sum: value('How many.', u32, 0) },
  events: { Ran: event('Something of an upgrade ran.', { step: u32 }) },
});

const wide = value('How many.', u32, 0).bind('Tally', 'Total');

function secondPallet(migrates = true): Pallet {
  const migrations: Migration[] = [
    {
      from: 0,
      migrate(context) {
        wide.put(context, first.storage.Total.get(context));
        second.deposit(context, 'Ran', { step: 1 });
        return ZERO_WEIGHT;
      },
    },
    {
      from: 1,
      migrate(context) {
        second.storage.Sum.put(context, wide.take(context));
        second.deposit(context, 'Ran', { step: 2 });
        return ZERO_WEIGHT;
      },
    },
  ];
  return definePallet(second, {
    migrations: migrates ? migrations : [],
    hooks: {
      onRuntimeUpgrade(context) {
        second.deposit(context, 'Ran', { step: 100 + second.storage.Sum.get(context) });
        return ZERO_WEIGHT;
      },
      onInitialize(context) {
        second.storage.Sum.mutate(context, (sum) => sum + 1);
        return ZERO_WEIGHT;
      },
    },
  });
}

const steps = (chain: ReturnType<typeof createTestChain>) =>
  chain.events().map(({ value: { value: fields } }) => (fields as { step: number }).step);

describe('a new version of a runtime', () => {
  it('has the storage version of every pallet where FRAME has it', () => {
    expect(toHex(storageVersionKey('System'))).toBe(
      '0x26aa394eea5630e07c48ae0c9558cef74e7b9012096b41c4eb3aaf947f6ea429',
    );
    const { context } = createTestChain({ 5: secondPallet() });
    expect(context.state.get(storageVersionKey('Tally'))).toEqual(fromHex('0x0200'));
    expect(context.state.get(storageVersionKey('System'))).toEqual(fromHex('0x0000'));
  });

  it('migrates storage step by step, then runs the hook, before anything else in its first block', () => {
    const chain = createTestChain({ 5: firstPallet });
    chain.nextBlock(4);
    expect(first.storage.Total.get(chain.context)).toBe(5);
    chain.upgrade({ 5: secondPallet() });
    chain.nextBlock();
    expect(steps(chain)).toEqual([1, 2, 105]);
    expect(second.storage.Sum.get(chain.context)).toBe(6);
    expect(wide.has(chain.context)).toBe(false);
    expect(storageVersion(chain.context, 'Tally')).toBe(2);
    chain.nextBlock();
    expect(steps(chain)).toEqual([]);
    expect(second.storage.Sum.get(chain.context)).toBe(7);
  });

  it('runs no migration twice', () => {
    const chain = createTestChain({ 5: firstPallet });
    chain.upgrade({ 5: secondPallet() });
    chain.nextBlock();
    chain.upgrade({ 5: secondPallet() });
    chain.nextBlock();
    expect(steps(chain)).toEqual([102]);
    expect(second.storage.Sum.get(chain.context)).toBe(3);
  });

  it('gives a pallet that is new the version of its code, and migrates nothing', () => {
    const chain = createTestChain({});
    chain.upgrade({ 5: secondPallet() });
    chain.nextBlock();
    expect(steps(chain)).toEqual([100]);
    expect(storageVersion(chain.context, 'Tally')).toBe(2);
  });

  it('is found out when a migration is missing', () => {
    const chain = createTestChain({ 5: firstPallet });
    chain.upgrade({ 5: secondPallet(false) });
    expect(() => chain.nextBlock(2)).toThrow('Tally: storage has version 0, the code is of version 2');
  });
});

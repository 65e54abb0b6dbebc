import { describe, expect, it } from 'vitest';
import { BLOCK_WEIGHTS } from '../pallets/system/limits.ts';
import { declarePallet } from './declaration.ts';
import { definePallet } from './pallet.ts';
import { createTestChain } from './testing/test-chain.ts';
import { subtractWeight, type Weight } from './weight.ts';

const USED: Weight = { refTime: 1_000n, proofSize: 10n };

/** Says which of its hooks ran, and in which block; `onIdle` with what it was given. */
function telling(name: string, said: unknown[]) {
  return definePallet(declarePallet({ name, docs: 'Says what ran.' }), {
    hooks: {
      onInitialize(_context, block) {
        said.push(`${name}.onInitialize ${block}`);
        return USED;
      },
      onIdle(_context, block, remaining) {
        said.push(`${name}.onIdle ${block}`, remaining);
        return USED;
      },
      onFinalize: (_context, block) => void said.push(`${name}.onFinalize ${block}`),
      tryState: () => void said.push(`${name}.tryState`),
    },
  });
}

describe('hooks', () => {
  it('run in the order of indices, onIdle with what those before it have left', () => {
    const said: unknown[] = [];
    const chain = createTestChain({ 9: telling('Second', said), 7: telling('First', said) });
    expect(said).toEqual(['First.onInitialize 1', 'Second.onInitialize 1']);
    said.length = 0;
    chain.nextBlock();
    expect(said).toEqual([
      'First.onIdle 1',
      BLOCK_WEIGHTS.maxBlock,
      'Second.onIdle 1',
      subtractWeight(BLOCK_WEIGHTS.maxBlock, USED),
      'First.onFinalize 1',
      'Second.onFinalize 1',
      'First.tryState',
      'Second.tryState',
      'First.onInitialize 2',
      'Second.onInitialize 2',
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeNode } from '../../../test/fake-node.ts';
import { fakeAccount } from '../../../test/fake-transaction.ts';
import { concatBytes } from '../bytes.ts';

let node: Awaited<ReturnType<typeof fakeNode>>;
beforeEach(async () => {
  node = await fakeNode({ pruning: { state: 2 } });
});
afterEach(() => node[Symbol.asyncDispose]());

const nonceOf = (who: number) =>
  node.chain.stateAt().get(concatBytes(new TextEncoder().encode('nonce'), fakeAccount(who)))?.[0];

async function transact(nonce: number) {
  await node.send({ who: 7, nonce });
  await node.sealer.seal();
}

describe('a snapshot', () => {
  it('brings back head and state, however much was pruned since, once', async () => {
    const { chain } = node;
    await transact(0);
    const { head } = chain;
    const id = chain.snapshot();
    for (let nonce = 1; nonce < 8; nonce++) await transact(nonce);
    expect(nonceOf(7)).toBe(8);
    await chain.revert(id);
    expect(chain.head).toEqual(head);
    expect(nonceOf(7)).toBe(1);
    await transact(1);
    expect(nonceOf(7)).toBe(2);
    await expect(chain.revert(id)).rejects.toMatchObject({ code: 'UnknownSnapshot' });
  });

  it('uses up those that were taken after it, and none before', async () => {
    const { chain } = node;
    const ids: string[] = [];
    for (let nonce = 0; nonce < 3; nonce++) {
      ids.push(chain.snapshot());
      await transact(nonce);
    }
    await chain.revert(ids[1]!);
    expect(chain.head.number).toBe(1);
    await expect(chain.revert(ids[2]!)).rejects.toMatchObject({ code: 'UnknownSnapshot' });
    await chain.revert(ids[0]!);
    expect(chain.head.number).toBe(0);
    for (const id of ['', '0x0', '1', '0x', '0xfffffffff']) {
      await expect(chain.revert(id)).rejects.toMatchObject({ code: 'UnknownSnapshot' });
    }
  });

  it('stops keeping states when it is used up', async () => {
    const { chain } = node;
    const first = chain.head;
    const id = chain.snapshot();
    await transact(0);
    await chain.revert(id);
    for (let nonce = 0; nonce < 4; nonce++) await transact(nonce);
    expect(chain.keepsState(first)).toBe(false);
    expect(() => chain.stateAt(first)).toThrow(expect.objectContaining({ code: 'StateDiscarded' }));
  });
});

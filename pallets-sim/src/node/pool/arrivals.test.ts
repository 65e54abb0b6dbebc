import { describe, expect, it } from 'vitest';
import { fakeNode } from '../../../test/fake-node.ts';
import { createFakeRuntime } from '../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../test/fake-transaction.ts';
import type { Runtime } from '../../runtime/api.ts';
import type { PoolOptions } from './pool-options.ts';

/** A node whose transactions have signatures, all good, that take until `verify` is called. */
async function slowNode(options: Partial<PoolOptions> = {}) {
  const plain = createFakeRuntime();
  const runtime: Runtime = {
    ...plain,
    call(method, args, state) {
      const nothing = new Uint8Array();
      const claim = { scheme: 'Sr25519' as const, signature: nothing, message: nothing, account: nothing };
      if (method === 'TaggedTransactionQueue_validate_transaction') state.verifySignature?.(claim);
      return plain.call(method, args, state);
    },
  };
  const verified = Promise.withResolvers<boolean>();
  let isSlow = true;
  const verifier = { lookup: () => (isSlow ? undefined : true), checkAll: () => verified.promise };
  const node = await fakeNode({ runtime, pool: { verifier, revalidatedPerBlock: 0, ...options } });
  return {
    node,
    /** Whether signatures take their time from now on. */
    setSlow(slow: boolean) {
      isSlow = slow;
    },
    verify: () => verified.resolve(true),
    [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
  };
}

describe('a transaction whose signature is being verified', () => {
  it('becomes ready behind what a block held meanwhile', async () => {
    await using slow = await slowNode();
    const { node } = slow;
    slow.setSlow(false);
    await node.send({ who: 1, nonce: 0 });
    slow.setSlow(true);
    const next = node.send({ who: 1, nonce: 1 });
    for (let block = 0; block < 5; block++) await node.sealer.seal();
    slow.setSlow(false);
    const { validationsScheduled } = node.pool.counts;
    slow.verify();
    expect(await next).toEqual(['ready']);
    expect(node.pool.counts.validationsScheduled, 'what it waits for was in a block').toBe(
      validationsScheduled,
    );
  });

  const size = fakeTransaction({ who: 1, nonce: 0 }).length;
  it.each([
    ['count', { count: 3, bytes: 1e6 }],
    ['bytes', { count: 100, bytes: 4 * size - 1 }],
  ])('is one of as many as may be ready, in %s', async (_, ready) => {
    await using slow = await slowNode({ ready });
    const { node } = slow;
    const send = (who: number) => node.send({ who, nonce: 0 });
    const first = [1, 2, 3].map(send);
    await expect(send(1)).rejects.toMatchObject({ code: 'AlreadyImported' });
    for (let time = 0; time < 2; time++) {
      await expect(send(4)).rejects.toMatchObject({ code: 'ImmediatelyDropped' });
    }
    slow.verify();
    expect(await Promise.all(first)).toEqual([['ready'], ['ready'], ['ready']]);
    await node.sealer.seal();
    expect(await Promise.all([4, 5, 6].map(send)), 'there is room again').toHaveLength(3);
  });
});

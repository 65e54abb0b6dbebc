import { expect, it } from 'vitest';
import { fakeNode } from '../../../test/fake-node.ts';

it('a listener that throws keeps no block from the chain, and nobody else from being told', async () => {
  const errors: unknown[] = [];
  await using node = await fakeNode({ onListenerError: (error) => errors.push(error) });
  const { chain } = node;
  const [problem, moveProblem] = [new TypeError('of a listener'), new TypeError('of another')];
  const seen: number[] = [];
  chain.onBlock(() => {
    throw problem;
  });
  chain.onMove(() => {
    throw moveProblem;
  });
  chain.onBlock(({ header }) => seen.push(header.number));
  chain.onMove(() => seen.push(chain.head.number));
  const genesis = chain.head;
  await node.sealer.seal();
  await node.sealer.seal();
  await node.sealer.exclusively(() => chain.moveHead(genesis));
  expect(seen).toEqual([1, 2, 0]);
  expect(errors).toEqual([problem, problem, moveProblem]);
  expect((await node.sealer.seal()).header.number).toBe(1);
});

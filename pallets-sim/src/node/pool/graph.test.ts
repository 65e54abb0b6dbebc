import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { u32BigEndian } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { PoolError } from './errors.ts';
import { TransactionGraph } from './graph.ts';
import type { PooledTransaction } from './transaction.ts';

const SIZE = 40;
const tag = (who: number, nonce: number): string => `${who}:${nonce}`;
const nameOf = ({ provides }: PooledTransaction): string => provides.join();

let arrivals = 0;
/** A transaction of an account whose next nonce is `next`. */
function transaction(
  who: number,
  nonce: number,
  tip: number,
  next: number,
  validTill = 1_000,
): PooledTransaction {
  const bytes = new Uint8Array(SIZE).fill(who);
  bytes.set(u32BigEndian(nonce * 1_000 + tip));
  return {
    hash: toHex(blake2b256(bytes)),
    bytes,
    priority: BigInt(tip),
    requires: nonce > next ? [tag(who, nonce - 1)] : [],
    provides: [tag(who, nonce)],
    validTill,
    arrival: arrivals++,
    validatedAt: 0,
  };
}

const unlimited = { count: 1e6, bytes: 1e9 };
const account = fc.nat(3);
const step = fc.oneof(
  fc.record({ type: fc.constant('send' as const), who: account, ahead: fc.nat(4), tip: fc.nat(3) }),
  fc.record({ type: fc.constant('send' as const), who: account, ahead: fc.nat(4), tip: fc.nat(3) }),
  fc.record({ type: fc.constant('block' as const), size: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ type: fc.constant('foreign' as const), who: account, tip: fc.nat(3) }),
  fc.record({ type: fc.constant('remove' as const), index: fc.nat(20) }),
);

/** What must be true of a graph at every moment, however it came to be. */
function check(graph: TransactionGraph, nonces: readonly number[]): void {
  const ready = [...graph.ready.values()];
  const provided = ready.flatMap(({ provides }) => provides);
  expect(new Set(provided).size).toBe(provided.length);
  for (const transaction of ready) {
    for (const required of transaction.requires) expect(provided).toContain(required);
  }
  for (const waiting of graph.future.values()) {
    expect([...waiting.requires].some((required) => !provided.includes(required))).toBe(true);
  }
  // Ready are exactly the nonces from the next one on, as far as they follow each other.
  const known = new Set(graph.all().map(nameOf));
  const expected = nonces.flatMap((next, who) => {
    const run: string[] = [];
    for (let nonce = next; known.has(tag(who, nonce)); nonce++) run.push(tag(who, nonce));
    return run;
  });
  expect(provided.sort()).toEqual(expected.sort());
  const order = [...inOrder(graph)];
  expect(order.length).toBe(ready.length);
  const done = new Set<string>();
  for (const [i, transaction] of order.entries()) {
    expect([...transaction.requires].every((required) => done.has(required))).toBe(true);
    // None that could have gone here instead is better.
    const better = order
      .slice(i + 1)
      .filter(({ priority }) => priority > transaction.priority)
      .filter(({ requires }) => [...requires].every((required) => done.has(required)));
    expect(better).toEqual([]);
    for (const given of transaction.provides) done.add(given);
  }
  for (const queue of [graph.ready, graph.future]) expect(queue.bytes).toBe(queue.size * SIZE);
}

function* inOrder(graph: TransactionGraph): Generator<PooledTransaction> {
  const order = graph.best();
  for (let next = order.next(); next; next = order.next()) {
    yield next;
    order.applied(next);
  }
}

describe('transaction graph', () => {
  it.each([
    { limits: { ready: unlimited, future: unlimited } },
    { limits: { ready: { count: 4, bytes: 1e9 }, future: { count: 1e6, bytes: 2 * SIZE } } },
  ])('is whole after any steps, with limits $limits', ({ limits }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const nonces = [0, 0, 0, 0];
        const last = new Map<string, string>();
        const graph = new TransactionGraph(limits, ({ hash }, { type }) => last.set(String(hash), type));
        let block = 0;
        for (const what of steps) {
          if (what.type === 'send') {
            const next = nonces[what.who] ?? 0;
            const sent = transaction(what.who, next + what.ahead, what.tip, next);
            if (graph.get(sent.hash)) continue;
            try {
              graph.import(sent);
            } catch (error) {
              if (!(error instanceof PoolError)) throw error;
              expect(graph.get(sent.hash)).toBeUndefined();
              continue;
            }
          } else if (what.type === 'block') {
            block++;
            for (const included of [...inOrder(graph)].slice(0, what.size)) {
              const [who = 0, nonce = 0] = nameOf(included).split(':').map(Number);
              expect(nonce).toBe(nonces[who]);
              nonces[who] = nonce + 1;
              graph.include(included.hash, included.provides, block);
            }
            graph.expire(block);
          } else if (what.type === 'foreign') {
            block++;
            const nonce = nonces[what.who] ?? 0;
            nonces[what.who] = nonce + 1;
            const foreign = transaction(what.who, nonce, what.tip, nonce);
            graph.include(foreign.hash, foreign.provides, block);
            graph.expire(block);
          } else {
            const target = graph.all()[what.index];
            if (target) expect(graph.remove([target], 'invalid')).toContain(target);
          }
          check(graph, nonces);
          expect(graph.ready.size).toBeLessThanOrEqual(limits.ready.count);
          expect(graph.future.bytes).toBeLessThanOrEqual(limits.future.bytes);
          for (const { hash } of graph.ready.values()) expect(last.get(String(hash))).toBe('ready');
          for (const { hash } of graph.future.values()) expect(last.get(String(hash))).toBe('future');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not take one that would push out what it depends on itself', () => {
    const graph = new TransactionGraph({ ready: unlimited, future: unlimited }, () => {});
    const plain = transaction(0, 0, 1, 0);
    graph.import({ ...plain, hash: '1', requires: [], provides: ['a'] });
    graph.import({ ...plain, hash: '2', requires: ['a'], provides: ['b'] });
    const loop = {
      ...plain,
      hash: '3',
      requires: ['b'],
      provides: ['a'],
      priority: 9n,
    };
    expect(() => graph.import(loop)).toThrow('Cycle Detected');
    expect(graph.ready.size).toBe(2);
  });

  it('expires what can be in no later block, with what depends on it', () => {
    const graph = new TransactionGraph({ ready: unlimited, future: unlimited }, () => {});
    graph.import(transaction(0, 0, 1, 0, 5));
    graph.import(transaction(0, 1, 1, 0));
    graph.import(transaction(1, 0, 1, 0));
    expect(graph.expire(4)).toEqual([]);
    expect(graph.expire(5).map(nameOf)).toEqual([tag(0, 0), tag(0, 1)]);
    expect(graph.ready.size).toBe(1);
  });
});

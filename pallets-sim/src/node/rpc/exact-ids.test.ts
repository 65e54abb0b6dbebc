import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMessage } from './message.ts';

/** Texts that look like what is looked for. */
const trap = fc.constantFrom('id', '"id":1234567890123456789', '\\', '\\"', '"', '{"id"', ',', '[', '}');
const value = fc.oneof(
  fc.jsonValue(),
  trap,
  fc.array(trap, { maxLength: 3 }),
  fc.dictionary(fc.oneof(trap, fc.constant('params')), trap, { maxKeys: 3 }),
);
const id = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }) },
  fc.integer(),
  trap,
  fc.constant(null),
);
const call = fc
  .tuple(
    fc.array(fc.tuple(fc.constant('id'), id), { maxLength: 2 }),
    fc.array(fc.tuple(trap, value), { maxLength: 3 }),
  )
  .chain(([ids, others]) => fc.shuffledSubarray<readonly [string, unknown]>([...ids, ...others]));
const space = fc.constantFrom('', ' ', '\n', '\t  ');

const write = (item: unknown) => (typeof item === 'bigint' ? `${item}` : JSON.stringify(item));
const exact = (item: unknown) =>
  typeof item === 'bigint' && BigInt.asIntN(54, item) === item && Number.isSafeInteger(Number(item))
    ? Number(item)
    : item;

it('the ids of calls are exact, wherever they stand, and nothing else is taken for one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(call, trap), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      space,
      (items, asBatch, gap) => {
        const texts = items.map((item) =>
          typeof item === 'string'
            ? JSON.stringify(item)
            : `{${gap}${item.map(([key, one]) => `${JSON.stringify(key)}${gap}:${gap}${write(one)}`).join(`${gap},${gap}`)}${gap}}`,
        );
        const isBatch = asBatch || items.length > 1;
        const text = isBatch ? `[${gap}${texts.join(`${gap},`)}]` : `${gap}${texts[0]}`;
        const read = parseMessage(text);
        const calls = isBatch ? (read as unknown[]) : [read];
        for (const [place, item] of items.entries()) {
          if (typeof item === 'string') expect(calls[place]).toBe(item);
          else {
            const wanted = item.filter(([key]) => key === 'id').at(-1)?.[1];
            expect((calls[place] as { id?: unknown }).id).toEqual(exact(wanted));
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('a long message is read as fast with a long id as with a short one', () => {
  const read = (callId: string) => {
    const before = performance.now();
    parseMessage(`{"params":[${'0,'.repeat(500_000)}0],"id":${callId}}`);
    return performance.now() - before;
  };
  const best = (callId: string) => Math.min(...Array.from({ length: 5 }, () => read(callId)));
  expect(best('12345678901234567890')).toBeLessThan(20 * best('1') + 20);
});

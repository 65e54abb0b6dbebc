import { u16, u32 } from '@plumbline/runtime-types/scale/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declarePallet } from '../../src/frame/declaration.ts';
import type { Json } from '../../src/frame/genesis.ts';
import { root, signed } from '../../src/frame/origin.ts';
import { definePallet, type Pallet } from '../../src/frame/pallet.ts';
import { map } from '../../src/frame/storage.ts';
import { createTestChain } from '../../src/frame/testing/test-chain.ts';
import { guideCode } from './guide-code.ts';

const guest = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;
const LOAN_BLOCKS = 100;

let guide: Awaited<ReturnType<typeof guideCode>>;
let library: Pallet;

beforeAll(async () => {
  guide = await guideCode('libraryPallet');
  ({ libraryPallet: library } = (await guide.load()) as { libraryPallet: Pallet });
});

afterAll(() => guide?.[Symbol.asyncDispose]());

const call = (type: string, value: unknown) => ({ type: 'Library', value: { type, value } });
const borrow = (book: number) => call('borrow', { book });
const buy = (book: number, count: number) => call('buy', { book, count });
const start = (copies: Json = [[1, 20]]) => createTestChain({ 7: library }, { library: { copies } });

describe('the pallet of the guide that has everything', () => {
  it('is what the compiler accepts, with the rules of this repository', () => {
    expect(guide.problems()).toEqual([]);
  });

  it('lends books of its genesis config, and has them back when the loan ends', () => {
    const chain = start([[1, 1]]);
    chain.mustDispatch(signed(guest(1)), borrow(1));
    expect(chain.failure(signed(guest(1)), borrow(1))).toBe('Library.HasIt');
    expect(chain.failure(signed(guest(2)), borrow(1))).toBe('Library.NoCopy');
    chain.nextBlock(LOAN_BLOCKS);
    expect(chain.eventNames()).toEqual(['Library.Returned']);
    chain.mustDispatch(signed(guest(2)), borrow(1));
  });

  it('keeps its bounds: loans that end together, copies, and who may buy them', () => {
    const chain = start();
    for (let n = 0; n < 16; n++) chain.mustDispatch(signed(guest(n)), borrow(1));
    expect(chain.failure(signed(guest(16)), borrow(1))).toBe('Library.TooManyDue');
    chain.nextBlock();
    chain.mustDispatch(signed(guest(16)), borrow(1));
    expect(chain.failure(signed(guest(0)), buy(1, 1))).toBe('BadOrigin');
    expect(chain.failure(root, buy(1, 0xffffffff))).toBe('Arithmetic.Overflow');
    expect(chain.dispatch(root, buy(2, 0))).toMatchObject({ ok: true, post: { paysFee: false } });
  });

  it('says what is wrong with its genesis config, and where', () => {
    expect(() => start([[1, -1]])).toThrow('library.copies[0][1]: -1 does not fit u32');
    expect(() => start([[1, 2], 3])).toThrow('library.copies[1]: a list is wanted');
    expect(() => createTestChain({ 7: library }, { library: {} })).toThrow(
      'library.copies: a list is wanted',
    );
  });

  it('is migrated from what it was', () => {
    const narrow = declarePallet({
      name: 'Library',
      docs: 'As it was.',
      storage: { Copies: map('Copies of a book.', u32, u16) },
    });
    const chain = createTestChain({ 7: definePallet(narrow, {}) });
    narrow.storage.Copies.put(chain.context, 1, 1);
    narrow.storage.Copies.put(chain.context, 2, 0xffff);
    chain.upgrade({ 7: library });
    chain.nextBlock();
    chain.mustDispatch(signed(guest(1)), borrow(1));
    chain.mustDispatch(root, buy(2, 0xffffffff - 0xffff));
    expect(chain.failure(root, buy(2, 1))).toBe('Arithmetic.Overflow');
    chain.nextBlock();
  });
});

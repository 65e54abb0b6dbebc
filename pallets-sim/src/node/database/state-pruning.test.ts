import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { Level } from 'level';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { decodeHeader, type Header } from '../block/header.ts';
import { concatBytes, equalBytes, mapKey } from '../bytes.ts';
import { compact } from '../scale.ts';
import { Overlay } from '../state/overlay.ts';
import { verifyState } from '../state/verify-state.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { catchUp } from './catch-up.ts';
import { ChainDatabase } from './chain-database.ts';
import { defaultPruning, type PruningMode } from './pruning-mode.ts';

/** In the main trie, or in the child with a name. */
interface Place {
  readonly key: Uint8Array;
  readonly child: Uint8Array | undefined;
}
type Change = readonly [key: Uint8Array, value: Uint8Array | undefined, child?: Uint8Array | undefined];
/** By the names of their places. */
type State = ReadonlyMap<string, Place & { readonly value: Uint8Array }>;

const headerOf = (parent: Uint8Array, number: number, root: Uint8Array): Header =>
  decodeHeader(concatBytes(parent, compact(number), root, EMPTY_ROOT, Uint8Array.of(0)));

/** A database with what must be true of it: the states of all blocks that were ever made. */
async function prunedChain(parent: string, state: PruningMode, mostAtOnce = 256) {
  const options = { pruning: { state }, defaults: defaultPruning(true), isSynced: false, mostAtOnce };
  let folder = join(parent, '0');
  let crashes = 0;
  let database = await ChainDatabase.open(folder, options);
  const states = new Map<string, { header: Header; state: State }>();
  let store = new TrieStore((hash) => database.preimage(hash), 1024);
  let head: Header | undefined;
  const chain = {
    states,
    head: () => head!,
    database: () => database,
    folder: () => folder,
    store: () => store,
    async append(changes: readonly Change[]) {
      const after = new Map(head ? states.get(mapKey(head.hash))!.state : []);
      const overlay = new Overlay(store, head?.stateRoot ?? EMPTY_ROOT, 1);
      for (const [key, value, child] of changes) {
        const name = `${child}:${key}`;
        const trie = child ? overlay.child(child) : overlay;
        value ? trie.put(key, value) : trie.delete(key);
        value ? after.set(name, { key, child, value }) : after.delete(name);
      }
      const { root, preimages, removed, delta } = overlay.commitTrie();
      head = headerOf(head?.hash ?? new Uint8Array(32), head ? head.number + 1 : 0, root);
      const record = { header: head, body: [], preimages, removed };
      const written = database.writeBlock(head.number === 0 ? record : { ...record, delta });
      store.advance({ preimages, removed });
      await written;
      states.set(mapKey(head.hash), { header: head, state: after });
    },
    kept: () => [...states.values()].filter(({ header }) => database.keepsState(header.hash)),
    async moveTo(pick: number) {
      await database.lateState.settle();
      const kept = chain.kept();
      const { header } = kept[pick % kept.length]!;
      await database.moveHead(header, head!);
      head = header;
    },
    async restart() {
      await database.close();
      database = await ChainDatabase.open(folder, options);
      store = new TrieStore((hash) => database.preimage(hash), 1024);
      await catchUp(database, store);
    },
    /** Goes on with what the disk had when a block was there and nothing has been written behind it yet. */
    async crash(changes: readonly Change[]) {
      await chain.append(changes);
      const image = join(parent, `${++crashes}`);
      copyAtOneTime(folder, image);
      await database.close();
      folder = image;
      await chain.restart();
    },
  };
  await chain.append([]);
  return chain;
}

/** Copies the files of a database that is open, and again when LevelDB has tidied up meanwhile. */
function copyAtOneTime(folder: string, image: string): void {
  const files = () =>
    readdirSync(folder).map(
      (file) => `${file} ${statSync(join(folder, file), { throwIfNoEntry: false })?.size}`,
    );
  for (;;) {
    const before = files();
    try {
      cpSync(folder, image, { recursive: true });
      if (`${files()}` === `${before}`) return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // a file went
    }
    rmSync(image, { recursive: true, force: true });
  }
}

async function storedPreimages(folder: string): Promise<string[]> {
  const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
  const keys = await level.keys().all();
  await level.close();
  return keys
    .filter(([kind]) => kind === 0x74)
    .map((key) => toHex(new Uint8Array(key.subarray(1))))
    .sort();
}

/** Few keys and values, so that the same nodes are at many places and come back later. */
const key = fc.array(fc.constantFrom(0x00, 0x01, 0x10), { maxLength: 4 }).map((a) => Uint8Array.from(a));
const value = fc
  .tuple(fc.constantFrom(1, 31, 32, 33, 40), fc.nat(2))
  .map(([length, byte]) => new Uint8Array(length).fill(byte));
const child = fc.option(fc.constantFrom(Uint8Array.of(1), Uint8Array.of(1, 2)), { freq: 2, nil: undefined });
const change = fc.tuple(key, fc.option(value, { freq: 2, nil: undefined }), child);
const changes = fc.array(change, { maxLength: 8 });
const step = fc.oneof(
  { weight: 8, arbitrary: changes.map((list) => ({ do: 'block' as const, list })) },
  { weight: 2, arbitrary: fc.nat(50).map((pick) => ({ do: 'move' as const, pick })) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 1, arbitrary: changes.map((list) => ({ do: 'crash' as const, list })) },
);

describe('state pruning', () => {
  it.each<[PruningMode, number, number]>([
    [1, 0, 40],
    [1, 4, 20],
    [3, 256, 20],
    [3, 2, 20],
    ['archive-canonical', 0, 20],
    ['archive-canonical', 256, 20],
    ['archive', 2, 20],
  ])(
    'with %s keeps what the kept states reach, exactly, on any history (at most %i nodes with a block)',
    async (mode, mostAtOnce, numRuns) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
          await using folder = await temporaryFolder();
          const chain = await prunedChain(folder.path, mode, mostAtOnce);
          for (const each of steps) {
            if (each.do === 'block') await chain.append(each.list);
            else if (each.do === 'crash') await chain.crash(each.list);
            else if (each.do === 'move') await chain.moveTo(each.pick);
            else await chain.restart();
          }
          await chain.database().lateState.settle();
          const reachable = new Set<string>();
          const reading = new TrieStore((hash) => {
            reachable.add(toHex(hash));
            return chain.database().preimage(hash);
          }, 0);
          for (const { header, state } of chain.kept()) {
            const children = new Set([...state.values()].flatMap(({ child }) => (child ? [`${child}`] : [])));
            expect(verifyState(reading, header.stateRoot)).toBe(state.size + children.size);
            const kept = new Overlay(reading, header.stateRoot, 1);
            for (const { key, child, value } of state.values()) {
              const found = (child ? kept.child(child) : kept).get(key);
              expect(found && equalBytes(found, value)).toBe(true);
            }
          }
          await chain.database().close();
          const stored = await storedPreimages(chain.folder());
          // An archive may hold what a block wrote twice under one hash, but nothing that no state reaches either.
          expect(stored).toEqual([...reachable].sort());
        }),
        { numRuns },
      );
    },
    120_000,
  );

  it('keeps the last states of the chain, and of what it left since', async () => {
    await using folder = await temporaryFolder();
    const chain = await prunedChain(folder.path, 3);
    for (let n = 1; n <= 6; n++) await chain.append([[Uint8Array.of(n), new Uint8Array(40).fill(n)]]);
    const numbers = () => chain.kept().map(({ header }) => header.number);
    expect(numbers()).toEqual([4, 5, 6]);
    await chain.moveTo(0);
    await chain.append([[Uint8Array.of(9), Uint8Array.of(9)]]);
    expect(numbers()).toEqual([4, 5, 6, 5]); // the branch that was left is still there
    await chain.append([]);
    expect(numbers()).toEqual([4, 5, 6, 5, 6]);
    await chain.append([]);
    expect(numbers()).toEqual([5, 6, 7]); // it went with the block that it branches off from
    await chain.database().close();
  });

  it('archive-canonical forgets a branch once another block takes its place', async () => {
    await using folder = await temporaryFolder();
    const chain = await prunedChain(folder.path, 'archive-canonical');
    for (let n = 1; n <= 4; n++) await chain.append([[Uint8Array.of(n), new Uint8Array(40).fill(n)]]);
    await chain.moveTo(2);
    expect(chain.kept()).toHaveLength(5);
    await chain.append([[Uint8Array.of(9), Uint8Array.of(9)]]);
    expect(chain.kept().map(({ header }) => header.number)).toEqual([0, 1, 2, 3]);
    await chain.database().close();
  });

  it('keeps what is pinned, and catches up when it is let go', async () => {
    await using folder = await temporaryFolder();
    const chain = await prunedChain(folder.path, 2);
    await chain.append([[Uint8Array.of(1), new Uint8Array(40)]]);
    const release = chain.database().pinState(chain.head().hash);
    for (let n = 2; n <= 9; n++) await chain.append([[Uint8Array.of(1), new Uint8Array(40).fill(n)]]);
    expect(chain.kept().map(({ header }) => header.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    release();
    await chain.append([]);
    expect(chain.kept().map(({ header }) => header.number)).toEqual([9, 10]);
    await chain.database().close();
  });

  it.each([
    ['of the chain', 2],
    ['of a branch', 3],
  ])('does not give out a state %s that a write under way takes away', async (_, before) => {
    await using folder = await temporaryFolder();
    const chain = await prunedChain(folder.path, 2);
    const append = (n: number, length = 40) =>
      chain.append([[Uint8Array.of(1), new Uint8Array(length).fill(n)]]);
    for (let n = 1; n <= before; n++) await append(n);
    if (before === 3) await chain.moveTo(chain.kept().length - 2);
    if (before === 3) await append(4);
    const kept = chain.kept();
    const written = append(9, 16 << 20); // which is not on the disk at once
    const left = chain.kept();
    await written;
    expect(left.length).toBeLessThan(kept.length);
    expect(chain.kept().filter(({ header }) => header !== chain.head())).toEqual(left);
    await chain.database().close();
  });

  it('goes on as it began, and says what cannot change', async () => {
    await using folder = await temporaryFolder();
    const chain = await prunedChain(folder.path, 3);
    await chain.database().close();
    const open = (state?: PruningMode) =>
      ChainDatabase.open(chain.folder(), {
        pruning: state === undefined ? {} : { state },
        defaults: defaultPruning(true),
        isSynced: false,
      });
    for (const [given, agreed] of [
      [undefined, 3],
      [5, 5],
      [undefined, 5],
    ] as const) {
      const database = await open(given);
      expect(database.pruning).toEqual({ state: agreed, blocks: 'archive' });
      await database.close();
    }
    await expect(open('archive')).rejects.toMatchObject({
      code: 'OtherPruning',
      message: expect.stringContaining('--state-pruning 5, which cannot become archive'),
    });
  });
});

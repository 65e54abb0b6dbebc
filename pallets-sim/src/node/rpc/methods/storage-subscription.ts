import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import { fromMapKey, mapKey } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { differences } from '../../trie/difference.ts';
import { AnswerBudget } from '../answer-size.ts';
import { RpcError } from '../errors.ts';
import type { StartSubscription } from '../method.ts';
import { type Change, valuesAt } from './storage-changes.ts';

type RawChange = readonly [key: Uint8Array, value: Uint8Array | undefined];

/**
 * The values now, then after each block those of the keys that the block wrote, changed or not. Ends when what is to be
 * told at once is larger than `mostBytes`.
 *
 * @param keys all of the state unless given: then no values come first
 */
export function storageSubscription(
  chain: Chain,
  keys: readonly Uint8Array[] | undefined,
  mostBytes: number,
): StartSubscription {
  return keys ? valuesOf(chain, keys, mostBytes) : allChanges(chain, mostBytes);
}

function valuesOf(chain: Chain, keys: readonly Uint8Array[], mostBytes: number): StartSubscription {
  const names = new Map(keys.map((key) => [mapKey(key), key] as const));
  return (notify, end) => {
    const tell = (header: Header, told: readonly Uint8Array[]): void =>
      tellOf(header, notify, end, () => valuesAt(chain.stateAt(header), told, new AnswerBudget(mostBytes)));
    const tellAll = (): void => tell(chain.head, [...names.values()]);
    const stopMoves = chain.onMove(tellAll);
    const stopBlocks = chain.onBlock(({ header, written: changes }) => {
      const written = [...names].flatMap(([name, key]) => (changes.has(name) ? [key] : []));
      if (written.length > 0) tell(header, written);
    });
    tellAll();
    return () => {
      stopMoves();
      stopBlocks();
    };
  };
}

/** Where the head is moved by hand, what is not the same there. */
function allChanges(chain: Chain, mostBytes: number): StartSubscription {
  return (notify, end) => {
    let last = chain.head;
    const tell = (header: Header, changes: Iterable<RawChange>): void =>
      tellOf(header, notify, end, () => {
        const budget = new AnswerBudget(mostBytes);
        return Array.from(changes, ([key, value]) => {
          budget.spendHex(key, value);
          return [toHex(key), value ? toHex(value) : null];
        });
      });
    const stopMoves = chain.onMove(() => {
      const before = last;
      last = chain.head;
      tell(last, changesBetween(chain, before, last));
    });
    const stopBlocks = chain.onBlock(({ header, written }) => {
      last = header;
      const sorted = [...written].sort(([a], [b]) => (a < b ? -1 : 1));
      tell(
        header,
        sorted.map(([name, value]) => [fromMapKey(name), value]),
      );
    });
    return () => {
      stopMoves();
      stopBlocks();
    };
  };
}

function* changesBetween(chain: Chain, before: Header, after: Header): Generator<RawChange> {
  const everything = new Uint8Array();
  for (const change of differences(chain.trieStore, before.stateRoot, after.stateRoot, everything)) {
    yield [change.key, change.after];
  }
}

/** Notifies of changes, or ends when they are too large. */
function tellOf(
  { hash }: Header,
  notify: (result: unknown) => void,
  end: () => void,
  changesOf: () => Change[],
): void {
  let changes: Change[];
  try {
    changes = changesOf();
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    end();
    return;
  }
  if (changes.length > 0) notify({ block: toHex(hash), changes });
}

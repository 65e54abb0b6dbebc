import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import { mapKey } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import type { Overlay } from '../../state/overlay.ts';
import { invalidParams } from '../errors.ts';
import type { StartSubscription } from '../method.ts';

type Change = readonly [key: string, value: string | null];

/** Most blocks that one `state_queryStorage` looks at. */
const MOST_BLOCKS = 10_000;

/** The values of keys, as a change set lists them. */
export function valuesAt(state: Overlay, keys: readonly Uint8Array[]): Change[] {
  return keys.map((key) => {
    const value = state.get(key);
    return [toHex(key), value ? toHex(value) : null];
  });
}

/** The values at the first block, then for each later block those that differ from the block before. */
export function queryRange(chain: Chain, keys: readonly Uint8Array[], from: Header, to: Header) {
  if (from.number > to.number)
    throw invalidParams('parameter 2 (fromBlock) comes after parameter 3 (toBlock)');
  if (to.number - from.number >= MOST_BLOCKS) {
    throw invalidParams(`parameters 2 and 3 span more than ${MOST_BLOCKS} blocks: ask in parts`);
  }
  const sets: { block: string; changes: Change[] }[] = [];
  const last = new Map<string, string | null>();
  for (let number = from.number; number <= to.number; number++) {
    const hash = chain.blockHash(number);
    const header = hash && chain.header(hash);
    if (!header) continue;
    const changes = valuesAt(chain.stateAt(header), keys).filter(
      ([key, value]) => !last.has(key) || last.get(key) !== value,
    );
    for (const [key, value] of changes) last.set(key, value);
    if (changes.length > 0) sets.push({ block: toHex(header.hash), changes });
  }
  return sets;
}

/** The values now, then after each block those of the keys that the block wrote, changed or not. */
export function storageSubscription(chain: Chain, keys: readonly Uint8Array[]): StartSubscription {
  const names = keys.map((key) => ({ key, name: mapKey(key) }));
  return (notify) => {
    const tellAll = (): void =>
      notify({ block: toHex(chain.head.hash), changes: valuesAt(chain.stateAt(), keys) });
    tellAll();
    const stopMoves = chain.onMove(tellAll);
    const stopBlocks = chain.onBlock(({ header, writtenKeys }) => {
      const written = names.filter(({ name }) => writtenKeys.has(name)).map(({ key }) => key);
      if (written.length === 0) return;
      notify({ block: toHex(header.hash), changes: valuesAt(chain.stateAt(header), written) });
    });
    return () => {
      stopMoves();
      stopBlocks();
    };
  };
}

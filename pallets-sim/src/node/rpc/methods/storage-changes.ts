import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import type { Overlay } from '../../state/overlay.ts';
import type { AnswerBudget } from '../answer-size.ts';
import { invalidParams } from '../errors.ts';

/** A key and its value in hex, null when it has none. */
export type Change = readonly [key: string, value: string | null];

/** Most blocks, and most values, that one `state_queryStorage` looks at. */
const MOST_BLOCKS = 10_000;
const MOST_READS = 1_000_000;

/** The values of keys, as a change set lists them. */
export function valuesAt(state: Overlay, keys: readonly Uint8Array[], budget?: AnswerBudget): Change[] {
  return keys.map((key) => {
    const value = state.get(key);
    budget?.spendHex(key, value);
    return [toHex(key), value ? toHex(value) : null];
  });
}

/** The values at the first block, then for each later block those that differ from the block before. */
export function queryRange(
  chain: Chain,
  keys: readonly Uint8Array[],
  from: Header,
  to: Header,
  budget: AnswerBudget,
) {
  if (from.number > to.number) throw invalidParams('parameter 2 (block) comes after parameter 3 (hash)');
  if (to.number - from.number >= MOST_BLOCKS) {
    throw invalidParams(`parameters 2 and 3 span more than ${MOST_BLOCKS} blocks: ask in parts`);
  }
  if ((to.number - from.number + 1) * keys.length > MOST_READS) {
    throw invalidParams(`these keys at so many blocks are more than ${MOST_READS} values: ask in parts`);
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
    for (const [key, value] of changes) {
      budget.spendText(key, value ?? '');
      last.set(key, value);
    }
    if (changes.length > 0) sets.push({ block: toHex(header.hash), changes });
  }
  return sets;
}

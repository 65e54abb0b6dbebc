import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import type { Overlay } from '../../state/overlay.ts';
import type { AnswerBudget } from '../answer-size.ts';
import { invalidParams } from '../errors.ts';

/** A key and its value in hex, null when it has none. */
export type Change = readonly [key: string, value: string | null];

/** Most values that one `state_queryStorage` looks at. */
const MOST_READS = 1_000_000;

/** The values of keys, as a change set lists them. */
export function valuesAt(state: Overlay, keys: readonly Uint8Array[], budget: AnswerBudget): Change[] {
  return keys.map((key) => {
    const value = state.get(key);
    budget.spendHex(key, value);
    return [toHex(key), value ? toHex(value) : null];
  });
}

/** The values at the first of some blocks, then for each later one those that differ from the block before. */
export function changeSets(
  chain: Chain,
  keys: readonly Uint8Array[],
  blocks: readonly Header[],
  budget: AnswerBudget,
) {
  if (blocks.length * keys.length > MOST_READS) {
    throw invalidParams(`these keys at so many blocks are more than ${MOST_READS} values: ask in parts`);
  }
  const names = new Map(keys.map((key) => [toHex(key), key]));
  const last = new Map<string, string | null>();
  return blocks.flatMap((block) => {
    const state = chain.stateAt(block);
    const changes: Change[] = [];
    for (const [name, key] of names) {
      const value = state.get(key);
      const shown = value ? toHex(value) : null;
      if (last.get(name) === shown) continue;
      budget.spendText(name, shown ?? '');
      last.set(name, shown);
      changes.push([name, shown]);
    }
    return changes.length > 0 ? [{ block: toHex(block.hash), changes }] : [];
  });
}

import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Keystore } from '../../authorship/keystore.ts';
import { fromMapKey } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { requireWholeExtrinsic } from '../../pool/format.ts';
import { beginBlock } from '../../sealing/build-block.ts';
import { blockAt } from '../blocks.ts';
import { Params } from '../params.ts';

/**
 * What an extrinsic would do in the next block after `at`: its `ApplyExtrinsicResult`, and every key that it would give
 * another value (null: it would delete it).
 */
export function dryRun(chain: Chain, keystore: Keystore, clockMs: number, extrinsic: unknown, at: unknown) {
  const params = new Params([extrinsic, at]);
  const bytes = params.bytes(0, 'extrinsic');
  requireWholeExtrinsic(bytes);
  const parent = blockAt(chain, params, 1);
  const state = chain.stateAt(parent);
  beginBlock(chain, keystore, parent, state, clockMs);
  const before = new Map([...state.writtenKeys()].map((key) => [key, state.get(fromMapKey(key))] as const));
  const outcome = chain.runtime.call('BlockBuilder_apply_extrinsic', bytes, state);
  const base = chain.stateAt(parent);
  const storageDiff: [string, string | null][] = [];
  for (const name of [...state.writtenKeys()].sort()) {
    const key = fromMapKey(name);
    const shown = (value: Uint8Array | undefined) => (value ? toHex(value) : null);
    const old = shown(before.has(name) ? before.get(name) : base.get(key));
    const now = shown(state.get(key));
    if (old !== now) storageDiff.push([toHex(key), now]);
  }
  return { outcome: toHex(outcome), storageDiff };
}

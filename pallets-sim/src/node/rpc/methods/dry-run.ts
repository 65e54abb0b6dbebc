import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Keystore } from '../../authorship/keystore.ts';
import type { Header } from '../../block/header.ts';
import { fromMapKey } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { isObject } from '../../chain-spec/lossless-json.ts';
import { mockExtrinsic } from '../../metadata/mock-extrinsic.ts';
import { requireWholeExtrinsic } from '../../pool/format.ts';
import { decodeApplyResult, describeValidityError } from '../../pool/validity.ts';
import { beginBlock } from '../../sealing/build-block.ts';
import { blockAt } from '../blocks.ts';
import { RpcError } from '../errors.ts';
import { accountBytes, Params, wrong } from '../params.ts';

/** What Chopsticks answers with when an extrinsic cannot be included. */
const REFUSED = 1;

/**
 * What an extrinsic, or a call as if an account had signed it, would do in the next block after `at`: its
 * `ApplyExtrinsicResult`, and every key that it would give another value (null: it would delete it). With `raw` the
 * changes alone, as Chopsticks gives them; an extrinsic that is refused is an error then.
 */
export function dryRun(chain: Chain, keystore: Keystore, clockMs: number, request: Params) {
  const wanted = request.optional(0, 'extrinsic');
  const options = isObject(wanted) ? wanted : { extrinsic: wanted, at: request.optional(1, 'at') };
  const unknown = Object.keys(options).find((key) => !['extrinsic', 'raw', 'at'].includes(key));
  if (unknown !== undefined) throw wrong(0, 'options', `has "${unknown}": there are extrinsic, raw and at`);
  const params = new Params(options);
  const parent = blockAt(chain, params, 2, 'at');
  const { bytes, isMock } = extrinsicOf(chain, parent, options.extrinsic);
  const state = isMock ? chain.stateAt(parent, true) : chain.stateAt(parent);
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
  if (options.raw !== true) return { outcome: toHex(outcome), storageDiff };
  const applied = decodeApplyResult(outcome);
  if (!applied.included) throw new RpcError(REFUSED, describeValidityError(applied.error));
  return storageDiff;
}

function extrinsicOf(chain: Chain, parent: Header, wanted: unknown): { bytes: Uint8Array; isMock: boolean } {
  if (!isObject(wanted)) {
    const bytes = new Params([wanted]).bytes(0, 'extrinsic');
    requireWholeExtrinsic(bytes);
    return { bytes, isMock: false };
  }
  const params = new Params(wanted);
  const call = params.bytes(0, 'call');
  const account = accountBytes(params.text(1, 'address'), 1, 'address');
  return { bytes: mockExtrinsic(chain, parent, call, account), isMock: true };
}

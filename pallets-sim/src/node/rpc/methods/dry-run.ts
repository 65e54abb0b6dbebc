import { toHex } from '@plumbline/runtime-types/scale/hex';
import { RuntimeApiError } from '../../../runtime/api.ts';
import type { Keystore } from '../../authorship/keystore.ts';
import type { Header } from '../../block/header.ts';
import { equalBytes, fromMapKey } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { isObject } from '../../chain-spec/lossless-json.ts';
import { humanStorage } from '../../metadata/human-storage.ts';
import { mockExtrinsic } from '../../metadata/mock-extrinsic.ts';
import { PoolError } from '../../pool/errors.ts';
import { requireWholeExtrinsic } from '../../pool/format.ts';
import { decodeApplyResult, describeValidityError } from '../../pool/validity.ts';
import { beginBlock } from '../../sealing/build-block.ts';
import { blockAt } from '../blocks.ts';
import { RpcError } from '../errors.ts';
import { accountBytes, Params, wrong } from '../params.ts';
import { humanDiff } from './human-diff.ts';

/** What Chopsticks answers with when an extrinsic cannot be included. */
const REFUSED = 1;

/**
 * What an extrinsic, or a call as if an account had signed it, would do in the next block after `at`, as Chopsticks
 * says it: what it changes in that block, with the values that the same block would have without it and with it, and
 * the difference; `outcome` is its SCALE `ApplyExtrinsicResult` besides. With `raw` every key that it gives another value
 * (null: it deletes it). An extrinsic that is refused is an error.
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
  const depth = state.depth;
  state.startTransaction();
  chain.runtime.call('BlockBuilder_finalize_block', new Uint8Array(), state);
  const without = new Map([...state.writtenKeys()].map((key) => [key, state.get(fromMapKey(key))] as const));
  state.rollbackTo(depth);
  const outcome = refusingUndecodable(() => chain.runtime.call('BlockBuilder_apply_extrinsic', bytes, state));
  const applied = decodeApplyResult(outcome);
  if (!applied.included) throw new RpcError(REFUSED, describeValidityError(applied.error));
  chain.runtime.call('BlockBuilder_finalize_block', new Uint8Array(), state);
  const base = chain.stateAt(parent);
  const changes = [...new Set([...without.keys(), ...state.writtenKeys()])].sort().flatMap((name) => {
    const key = fromMapKey(name);
    const old = without.has(name) ? without.get(name) : base.get(key);
    const now = state.get(key);
    const isSame = old === undefined || now === undefined ? old === now : equalBytes(old, now);
    return isSame ? [] : [{ key, old, now }];
  });
  if (options.raw === true) return changes.map(({ key, now }) => [toHex(key), now ? toHex(now) : null]);
  const human = humanStorage(chain);
  const entries = changes.map(({ key, old, now }) => ({ before: human(key, old), after: human(key, now) }));
  return { ...humanDiff(entries), outcome: toHex(outcome) };
}

function extrinsicOf(chain: Chain, parent: Header, wanted: unknown): { bytes: Uint8Array; isMock: boolean } {
  if (!isObject(wanted)) {
    const bytes = new Params([wanted]).bytes(0, 'extrinsic');
    refusingUndecodable(() => requireWholeExtrinsic(bytes));
    return { bytes, isMock: false };
  }
  const params = new Params(wanted);
  const call = params.bytes(0, 'call');
  const account = accountBytes(params.text(1, 'address'), 1, 'address');
  return { bytes: mockExtrinsic(chain, parent, call, account), isMock: true };
}

/** Bytes that are no extrinsic of this chain are refused as one is that cannot be included. */
function refusingUndecodable<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    const isUndecodable =
      (error instanceof PoolError && error.code === 'BadFormat') ||
      (error instanceof RuntimeApiError && error.code === 'BadArguments');
    throw isUndecodable ? new RpcError(REFUSED, error.message) : error;
  }
}

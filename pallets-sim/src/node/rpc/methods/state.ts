import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Chain } from '../../chain/chain.ts';
import { blake2b256 } from '../../hash.ts';
import { readProof } from '../../trie/read.ts';
import { AnswerBudget } from '../answer-size.ts';
import { blockAt } from '../blocks.ts';
import { keeping, sizeOf } from '../kept.ts';
import { call, type Methods, subscribe, unsubscribe } from '../method.ts';
import type { Params } from '../params.ts';
import { blocksBetween, requireBlock } from './block-range.ts';
import { keysFrom, keysUnder, pageSize } from './state-keys.ts';
import { changeSets } from './storage-changes.ts';
import { storageSize } from './storage-size.ts';
import { storageSubscription } from './storage-subscription.ts';

/** `state_*`: storage at any block, runtime calls, metadata. */
export function stateMethods(chain: Chain, answerBytes: number): Methods {
  const versionJson = () => {
    const { apis, stateVersion, ...rest } = chain.runtime.version;
    // The state version has two names since Substrate gave it a new one.
    return {
      ...rest,
      apis: apis.map(([id, version]) => [id, version]),
      systemVersion: stateVersion,
      stateVersion,
    };
  };
  const get = (params: Params) => chain.stateAt(blockAt(chain, params, 1)).get(params.bytes(0, 'key'));
  const getStorage = call((params) => {
    const value = get(params);
    return value ? toHex(value) : null;
  });
  const getVersion = call((params) => {
    blockAt(chain, params, 0);
    return versionJson();
  });
  const stateCall = call((params) => {
    const method = params.text(0, 'name');
    return toHex(chain.call(method, params.bytes(1, 'bytes'), blockAt(chain, params, 2)));
  });
  const getSize = call((params) => storageSize(chain, blockAt(chain, params, 1), params.bytes(0, 'key')));
  const getHash = call((params) => {
    const value = get(params);
    return value ? toHex(blake2b256(value)) : null;
  });
  const keysPaged = call((params) => {
    const prefix = params.bytesOr(0, 'prefix', new Uint8Array());
    const count = pageSize(params, 1);
    const start = params.bytesOr(2, 'startKey', undefined);
    return keysFrom(chain.stateAt(blockAt(chain, params, 3)), prefix, count, start).map(toHex);
  });
  const noRuntimeVersions = unsubscribe('state_runtimeVersion');
  const runtimeVersions = subscribe('state_runtimeVersion', () => (notify) => {
    notify(versionJson()); // the runtime does not change while the node runs
    return () => {};
  });
  return {
    state_getMetadata: call((params) => {
      const opaque = chain.call('Metadata_metadata', new Uint8Array(), blockAt(chain, params, 0));
      const reader = new ScaleReader(opaque);
      return toHex(reader.take(reader.length()));
    }),
    state_getRuntimeVersion: getVersion,
    chain_getRuntimeVersion: getVersion,
    state_getStorage: getStorage,
    state_getStorageAt: getStorage,
    state_getStorageHash: getHash,
    state_getStorageHashAt: getHash,
    state_getStorageSize: getSize,
    state_getStorageSizeAt: getSize,
    state_queryStorageAt: call((params) => {
      const keys = params.bytesList(0, 'keys');
      const at = params.hashOr(1, 'at', chain.head.hash);
      return changeSets(chain, keys, blocksBetween(chain, at, at), new AnswerBudget(answerBytes));
    }),
    state_queryStorage: call((params) => {
      const keys = params.bytesList(0, 'keys');
      const to = params.hashOr(2, 'hash', undefined);
      const blocks = blocksBetween(chain, params.hash(1, 'block'), to);
      return changeSets(chain, keys, blocks, new AnswerBudget(answerBytes));
    }),
    state_getKeys: call((params) => {
      const state = chain.stateAt(blockAt(chain, params, 1));
      const budget = new AnswerBudget(answerBytes);
      return Array.from(keysUnder(state, params.bytes(0, 'prefix')), (key) => {
        budget.spendHex(key);
        return toHex(key);
      });
    }),
    state_getKeysPaged: keysPaged,
    state_getKeysPagedAt: keysPaged,
    state_getPairs: call((params) => {
      const state = chain.stateAt(blockAt(chain, params, 1));
      const budget = new AnswerBudget(answerBytes);
      return Array.from(keysUnder(state, params.bytes(0, 'prefix')), (key) => {
        const value = state.get(key) ?? new Uint8Array();
        budget.spendHex(key, value);
        return [toHex(key), toHex(value)];
      });
    }),
    // The form in which Substrate says that a block could not be traced.
    state_traceBlock: call((params) => {
      requireBlock(chain, params.hash(0, 'block'));
      return { traceError: { error: 'not supported: this node does not trace blocks' } };
    }),
    state_call: stateCall,
    state_callAt: stateCall,
    state_getReadProof: call((params) => {
      const block = blockAt(chain, params, 1);
      const root = chain.stateRootAt(block);
      const proof = readProof(chain.trieStore, root, params.bytesList(0, 'keys'));
      return { at: toHex(block.hash), proof: proof.map(toHex) };
    }),
    state_subscribeStorage: subscribe('state_storage', (params, { caller }) => {
      const keys = params.bytesListOr(0, 'keys', undefined);
      return keeping(caller, sizeOf(keys ?? []), storageSubscription(chain, keys, answerBytes));
    }),
    state_unsubscribeStorage: unsubscribe('state_storage'),
    state_subscribeRuntimeVersion: runtimeVersions,
    state_unsubscribeRuntimeVersion: noRuntimeVersions,
    chain_subscribeRuntimeVersion: runtimeVersions,
    chain_unsubscribeRuntimeVersion: noRuntimeVersions,
  };
}

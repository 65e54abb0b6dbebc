import { toHex } from '@plumbline/runtime-types/scale/hex';
import { startsWith } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { blake2b256 } from '../../hash.ts';
import { Overlay } from '../../state/overlay.ts';
import { TrieError } from '../../trie/trie-store.ts';
import { AnswerBudget } from '../answer-size.ts';
import { blockAt } from '../blocks.ts';
import { CLIENT_ERROR, RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import type { Params } from '../params.ts';
import { keysFrom, keysUnder, pageSize } from './state-keys.ts';

/** Where the roots of child tries lie in the main one. */
const CHILD_PREFIX = new TextEncoder().encode(':child_storage:default:');

/** `childstate_*`: tries within the state, whose roots are values of it. */
export function childStateMethods(chain: Chain, answerBytes: number): Methods {
  const at = (params: Params, index: number) => {
    const name = params.bytes(0, 'childStorageKey');
    if (!startsWith(name, CHILD_PREFIX) || name.length === CHILD_PREFIX.length) {
      throw new RpcError(CLIENT_ERROR, 'Client error: Invalid child storage key');
    }
    const root = chain.stateAt(blockAt(chain, params, index)).get(name);
    return root && childState(chain, root);
  };
  const value = (params: Params) => at(params, 2)?.get(params.bytes(1, 'key'));
  const hexValue = (bytes: Uint8Array | undefined) => (bytes ? toHex(bytes) : null);
  const keysPaged = call((params) => {
    const prefix = params.bytesOr(1, 'prefix', new Uint8Array());
    const count = pageSize(params, 2);
    const start = params.bytesOr(3, 'startKey', undefined);
    const state = at(params, 4);
    return state ? keysFrom(state, prefix, count, start).map(toHex) : [];
  });
  return {
    childstate_getKeys: call((params) => {
      const prefix = params.bytes(1, 'prefix');
      const state = at(params, 2);
      if (!state) return [];
      const budget = new AnswerBudget(answerBytes);
      return Array.from(keysUnder(state, prefix), (key) => {
        budget.spendHex(key);
        return toHex(key);
      });
    }),
    childstate_getKeysPaged: keysPaged,
    childstate_getKeysPagedAt: keysPaged,
    childstate_getStorage: call((params) => hexValue(value(params))),
    childstate_getStorageEntries: call((params) => {
      const keys = params.bytesList(1, 'keys');
      const state = at(params, 2);
      const budget = new AnswerBudget(answerBytes);
      return keys.map((key) => {
        const bytes = state?.get(key);
        budget.spendHex(bytes);
        return hexValue(bytes);
      });
    }),
    childstate_getStorageHash: call((params) => {
      const bytes = value(params);
      return bytes ? toHex(blake2b256(bytes)) : null;
    }),
    childstate_getStorageSize: call((params) => value(params)?.length ?? null),
  };
}

function childState(chain: Chain, root: Uint8Array): Overlay {
  try {
    if (root.length === 32) return new Overlay(chain.trieStore, root, 1); // to read, any state version will do
  } catch (error) {
    if (!(error instanceof TrieError)) throw error;
  }
  throw new RpcError(CLIENT_ERROR, `Client error: there is no child trie with the root ${toHex(root)}`);
}

import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { ChildStorage } from '../../../runtime/api.ts';
import type { Chain } from '../../chain/chain.ts';
import { blake2b256 } from '../../hash.ts';
import { childName, childRootKey } from '../../state/child-root-key.ts';
import { readProof } from '../../trie/read.ts';
import { AnswerBudget } from '../answer-size.ts';
import { blockAt } from '../blocks.ts';
import { CLIENT_ERROR, RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import type { Params } from '../params.ts';
import { keysFrom, keysUnder, pageSize } from './state-keys.ts';

/** `childstate_*` and `state_getChildReadProof`: tries within the state, whose roots are values of it. */
export function childStateMethods(chain: Chain, answerBytes: number): Methods {
  const at = (params: Params, index: number): ChildStorage =>
    chain.stateAt(blockAt(chain, params, index)).child(childNameIn(params));
  const value = (params: Params) => at(params, 2).get(params.bytes(1, 'key'));
  const hexValue = (bytes: Uint8Array | undefined) => (bytes ? toHex(bytes) : null);
  const keysPaged = call((params) => {
    const prefix = params.bytesOr(1, 'prefix', new Uint8Array());
    const count = pageSize(params, 2);
    const start = params.bytesOr(3, 'startKey', undefined);
    return keysFrom(at(params, 4), prefix, count, start).map(toHex);
  });
  return {
    childstate_getKeys: call((params) => {
      const prefix = params.bytes(1, 'prefix');
      const state = at(params, 2);
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
        const bytes = state.get(key);
        budget.spendHex(bytes);
        return hexValue(bytes);
      });
    }),
    childstate_getStorageHash: call((params) => {
      const bytes = value(params);
      return bytes ? toHex(blake2b256(bytes)) : null;
    }),
    childstate_getStorageSize: call((params) => value(params)?.length ?? null),
    state_getChildReadProof: call((params) => {
      const name = childNameIn(params);
      const keys = params.bytesList(1, 'keys');
      const block = blockAt(chain, params, 2);
      const { trieStore } = chain;
      const main = chain.stateRootAt(block);
      const root = chain.childRootAt(block, name);
      const proof = [
        ...readProof(trieStore, main, [childRootKey(name)]),
        ...(root ? readProof(trieStore, root, keys) : []),
      ];
      return { at: toHex(block.hash), proof: [...new Set(proof.map(toHex))] };
    }),
  };
}

function childNameIn(params: Params): Uint8Array {
  const name = childName(params.bytes(0, 'childStorageKey'));
  if (name && name.length > 0) return name;
  throw new RpcError(CLIENT_ERROR, 'Client error: Invalid child storage key');
}

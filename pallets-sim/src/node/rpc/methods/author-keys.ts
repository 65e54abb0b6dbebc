import { KEY_TYPE } from '@plumbline/runtime-types/domain/authorship';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { mnemonicGenerate } from '@polkadot/util-crypto';
import type { Keystore } from '../../authorship/keystore.ts';
import { NodeError } from '../../errors.ts';
import { RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import type { Params } from '../params.ts';

/** Substrate's code for what else can go wrong in `author_*`. */
const AUTHOR_ERROR = 1040;

/** The keys of a session: one, which makes blocks. */
const SESSION_KEYS_BYTES = 32;

/** `author_*` about keys: those that the node makes blocks with, sr25519. */
export function authorKeyMethods(keystore: Keystore): Methods {
  const has = (type: string, key: Uint8Array): boolean => keystore.pair(type, key) !== undefined;
  const newKey = async (): Promise<string> => {
    const { publicKey } = await keystore.insert(KEY_TYPE, mnemonicGenerate());
    return toHex(publicKey);
  };
  return {
    author_insertKey: call(async (params) => {
      const type = keyType(params, 0);
      const suri = params.text(1, 'suri');
      const key = publicKey(params, 2, 'public');
      try {
        await keystore.insert(type, suri, { publicKey: key });
      } catch (error) {
        if (!(error instanceof NodeError) || error.code !== 'BadKey') throw error;
        throw new RpcError(AUTHOR_ERROR, error.message);
      }
      return null;
    }),
    author_hasKey: call((params) => has(keyType(params, 1), publicKey(params, 0, 'publicKey'))),
    author_hasSessionKeys: call((params) => {
      const keys = params.bytes(0, 'sessionKeys');
      if (keys.length === SESSION_KEYS_BYTES) return has(KEY_TYPE, keys);
      throw new RpcError(AUTHOR_ERROR, 'Session keys are not encoded correctly');
    }),
    author_rotateKeys: call(newKey),
    // Without the proof that there is for runtimes which ask for one.
    author_rotateKeysWithOwner: call(async (params) => {
      params.bytes(0, 'owner');
      return { keys: await newKey() };
    }),
  };
}

function keyType(params: Params, index: number): string {
  const type = params.text(index, 'keyType');
  if (new TextEncoder().encode(type).length === 4) return type;
  throw new RpcError(AUTHOR_ERROR, 'Invalid key type ID format (should be of length four)');
}

/** A public key: 32 bytes, or 33 of a compressed point. */
function publicKey(params: Params, index: number, name: string): Uint8Array {
  const key = params.bytes(index, name);
  if (key.length === 32 || key.length === 33) return key;
  throw new RpcError(AUTHOR_ERROR, `The public key must have 32 or 33 bytes, not ${key.length}`);
}

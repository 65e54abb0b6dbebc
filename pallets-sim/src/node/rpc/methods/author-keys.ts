import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Keystore } from '../../keystore/keystore.ts';
import { RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import type { Params } from '../params.ts';

/** Substrate's code for what else can go wrong in `author_*`. */
const AUTHOR_ERROR = 1040;

/** The keys of a session: one, which signs blocks and draws their randomness. */
const SESSION_KEY_TYPE = 'babe';
const SESSION_KEYS_BYTES = 32;

/** `author_*` about keys: those that the node signs with. */
export function authorKeyMethods(keystore: Keystore): Methods {
  return {
    author_insertKey: call(async (params) => {
      const type = keyType(params, 0);
      await keystore.insert(type, params.text(1, 'suri'), publicKey(params, 2, 'public'));
      return null;
    }),
    author_hasKey: call((params) => keystore.has(keyType(params, 1), publicKey(params, 0, 'publicKey'))),
    author_hasSessionKeys: call((params) => {
      const keys = params.bytes(0, 'sessionKeys');
      if (keys.length !== SESSION_KEYS_BYTES) {
        throw new RpcError(AUTHOR_ERROR, 'Session keys are not encoded correctly');
      }
      return keystore.has(SESSION_KEY_TYPE, keys);
    }),
    author_rotateKeys: call(async () => toHex(await keystore.generate(SESSION_KEY_TYPE))),
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

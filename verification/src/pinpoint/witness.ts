import { blake2b256, type Hash } from '../hash/blake2b.ts';
import { fromHex } from '../hash/hex.ts';

/** What a witness commits to before it says whether it was served a trace; `salt` has 32 bytes, `account` is hex. */
export function witnessCommitment(served: boolean, salt: Uint8Array, account: string): Hash {
  return blake2b256(Uint8Array.of(served ? 1 : 0), salt, fromHex(account));
}

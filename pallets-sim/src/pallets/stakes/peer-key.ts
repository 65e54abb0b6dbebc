import { base58Encode, ed25519Verify } from '@polkadot/util-crypto';

/** What stands before an ed25519 public key in a libp2p peer id: identity multihash of the key as protobuf. */
const PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);

/** Whether a libp2p peer id is that of an ed25519 public key. */
export function isPeerIdOf(peerId: string, publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  const bytes = new Uint8Array(PREFIX.length + publicKey.length);
  bytes.set(PREFIX);
  bytes.set(publicKey, PREFIX.length);
  return base58Encode(bytes) === peerId;
}

export function verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return signature.length === 64 && publicKey.length === 32 && ed25519Verify(message, signature, publicKey);
}

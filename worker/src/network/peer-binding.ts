import type { Ed25519PrivateKey } from '@libp2p/interface';
import { u32 } from '@plumbline/runtime-types/scale/primitives';

const DOMAIN = new TextEncoder().encode('plumbline/peer');

/** What `stakes.bindPeer` takes to tie a libp2p peer to an account. */
export interface PeerBinding {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Signs `"plumbline/peer" ‖ genesis hash ‖ account public key ‖ peer public key ‖ expiry`, so that it says nothing on
 * another chain, of another account or after the block `expiry`.
 */
export async function signPeerBinding(
  key: Ed25519PrivateKey,
  genesisHash: Uint8Array,
  accountPublicKey: Uint8Array,
  expiry: number,
): Promise<PeerBinding> {
  const publicKey = key.publicKey.raw;
  const message = Buffer.concat([DOMAIN, genesisHash, accountPublicKey, publicKey, u32.codec.enc(expiry)]);
  return { publicKey, signature: await key.sign(message) };
}

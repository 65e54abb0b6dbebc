import type { Ed25519PrivateKey } from '@libp2p/interface';

const DOMAIN = new TextEncoder().encode('plumbline/peer');

/** What `stakes.bindPeer` takes to tie a libp2p peer to an account. */
export interface PeerBinding {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** Signs `"plumbline/peer" ‖ genesis hash ‖ account public key`, so that it says nothing on another chain or account. */
export async function signPeerBinding(
  key: Ed25519PrivateKey,
  genesisHash: Uint8Array,
  accountPublicKey: Uint8Array,
): Promise<PeerBinding> {
  const signature = await key.sign(Buffer.concat([DOMAIN, genesisHash, accountPublicKey]));
  return { publicKey: key.publicKey.raw, signature };
}
